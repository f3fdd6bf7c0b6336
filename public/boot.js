// What the page does before and beside the app: say plainly when the app cannot start, and keep the
// page for offline use. Written for old browsers too, as they are the ones that need the words.
(function () {
  "use strict";

  var NEEDS =
    "Hearth could not start: this browser is too old for it or has WebAssembly turned off. " +
    "Please use a current Firefox, Chrome, Edge or Safari.";
  var FAILED =
    "Hearth could not start: a part of the page did not load. Please reload; if that does not help, " +
    "check your connection. Your data on this device is untouched.";

  function say(text) {
    // Once the app has mounted, the boot screen is gone and errors are the app's to show.
    var status = document.getElementById("boot-status");
    if (status) {
      status.setAttribute("role", "alert");
      status.textContent = text;
    }
  }

  function cannotRun() {
    return typeof WebAssembly !== "object" || !("noModule" in document.createElement("script"));
  }

  function failed() {
    say(cannotRun() ? NEEDS : FAILED);
  }

  // Capturing, as a script that does not load tells only itself.
  window.addEventListener("error", failed, true);
  window.addEventListener("unhandledrejection", failed);
  document.addEventListener("DOMContentLoaded", function () {
    if (cannotRun()) say(NEEDS);
  });

  // Offline use needs a host: a page opened from a file is offline already.
  if ("serviceWorker" in navigator && /^https?:$/.test(location.protocol)) {
    // Only once the page stands: what it needs now must not wait for what it may need later.
    window.addEventListener("TrunkApplicationStarted", function () {
      navigator.serviceWorker.register("./sw.js").catch(function () {
        // Private windows and some settings forbid it; the page works all the same while online.
      });
    });
  }
})();
