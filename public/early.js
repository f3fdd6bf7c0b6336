// Somebody comes back: the workspace of last time is read while the app itself is still on its way. The app asks here
// first (src/store/early.rs), makes sure that nothing was saved since, and reads for itself where anything is amiss.
(function () {
  "use strict";

  var id;
  try {
    id = JSON.parse(localStorage.getItem("hearth/preferences")).workspace;
  } catch (error) {
    return; // Storage is off, or this is the first visit.
  }
  if (typeof id !== "string" || !self.indexedDB) return;

  // Everything that `IndexedDb::load` reads, in its order, or null.
  function read(resolve) {
    var none = function () { resolve(null); };
    // Without a version: whatever is there.
    var opening = indexedDB.open("hearth/workspaces");
    // Nothing is there: leave nothing behind.
    opening.onupgradeneeded = function () { opening.transaction.abort(); };
    opening.onerror = function (event) { event.preventDefault(); none(); };
    opening.onsuccess = function () {
      var database = opening.result;
      database.onversionchange = function () { database.close(); };
      try {
        var transaction = database.transaction(["headers", "rows", "chunks"]);
        var headers = transaction.objectStore("headers");
        var rows = transaction.objectStore("rows");
        var chunks = transaction.objectStore("chunks");
        // “0” follows “/”.
        var range = IDBKeyRange.bound(id + "/", id + "0", false, true);
        var requests = [
          headers.get(id), rows.getAllKeys(range), rows.getAll(range), chunks.getAllKeys(range), chunks.getAll(range),
        ];
        transaction.onabort = none;
        transaction.oncomplete = function () {
          resolve(requests.map(function (request) { return request.result; }));
        };
        // Takes effect once the transaction has ended.
        database.close();
      } catch (error) {
        database.close();
        none();
      }
    };
  }

  try {
    self.hearthEarly = { id: id, answers: new Promise(read) };
  } catch (error) {
    // Storage is off: the app says so.
  }
})();
