//! A store in memory, with the semantics of the one in the browser. For native tests, for trying out failure, and
//! for a page whose browser offers no storage.

use super::{
    Header, Listing, Loaded, Receipt, Store, StoreError, Usage,
    assemble::Assembler,
    plan::{Index, Plan, Stored},
    row::{database_key, split_database_key},
};
use crate::model::{Id, Instant, Touched, Workspace};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

/// What a test makes go wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// Bytes that fit.
    pub quota: Option<u64>,
    /// The write with this number, counted from 1 in each transaction, fails.
    pub fail_at_write: Option<usize>,
    /// Storage is switched off.
    pub unavailable: bool,
}

#[derive(Debug, Default)]
struct Database {
    headers: BTreeMap<Id, String>,
    rows: BTreeMap<String, Stored>,
    aside: BTreeMap<String, Stored>,
    faults: Faults,
}

/// A connection to a database in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    database: Rc<RefCell<Database>>,
    open: RefCell<HashMap<Id, Index>>,
}

impl MemoryStore {
    /// An empty database.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another connection to the same database, as from another tab.
    pub fn connect(&self) -> Self {
        Self { database: Rc::clone(&self.database), open: RefCell::default() }
    }

    /// Makes things go wrong from now on.
    pub fn set_faults(&self, faults: Faults) {
        self.database.borrow_mut().faults = faults;
    }

    /// Flips bits in a stored row: what a broken disk does. The row is named as in [`super::Damage::row`], the header
    /// by an empty name. Returns whether there was such a row.
    pub fn corrupt(&self, id: Id, row: &str) -> bool {
        let mut database = self.database.borrow_mut();
        let key = database_key(id, row);
        let text = match database.rows.get_mut(&key) {
            _ if row.is_empty() => database.headers.get_mut(&id),
            Some(Stored::Bytes(bytes)) => {
                let middle = bytes.len() / 2;
                return bytes.get_mut(middle).map(|byte| *byte ^= 4).is_some();
            }
            Some(Stored::Text(text)) => Some(text),
            None => None,
        };
        text.map(|text| text.push(' ')).is_some()
    }

    /// Loses a row or the header (empty name). Returns whether there was such a row.
    pub fn lose(&self, id: Id, row: &str) -> bool {
        let mut database = self.database.borrow_mut();
        if row.is_empty() {
            return database.headers.remove(&id).is_some();
        }
        database.rows.remove(&database_key(id, row)).is_some()
    }

    /// Puts a text in place of the header: what another version of Hearth does.
    pub fn set_header(&self, id: Id, text: String) {
        self.database.borrow_mut().headers.insert(id, text);
    }

    /// Names of the rows of a workspace, or of those set aside.
    pub fn row_names(&self, id: Id, aside: bool) -> Vec<String> {
        let database = self.database.borrow();
        let rows = if aside { &database.aside } else { &database.rows };
        let mut names = Vec::new();
        for key in rows.keys() {
            if let Some((workspace, row)) = split_database_key(key)
                && workspace == id
            {
                names.push(row.to_owned());
            }
        }
        names
    }

    fn available(&self) -> Result<(), StoreError> {
        if self.database.borrow().faults.unavailable {
            return Err(StoreError::Unavailable("storage is switched off".into()));
        }
        Ok(())
    }

    /// One transaction: all or nothing.
    fn write(&self, id: Id, plan: &Plan, replacing: Option<&[String]>) -> Result<(), StoreError> {
        let mut database = self.database.borrow_mut();
        let faults = database.faults;
        if faults.fail_at_write.is_some_and(|number| (1..=plan.puts.len() + 1).contains(&number)) {
            return Err(StoreError::Failed { what: "save the workspace", detail: "a write failed".into() });
        }
        let used: u64 = database.rows.values().map(Stored::bytes).sum();
        if faults.quota.is_some_and(|quota| used + plan.bytes() > quota) {
            return Err(StoreError::Full(plan.bytes()));
        }
        if let Some(aside) = replacing {
            for row in aside {
                let key = database_key(id, row);
                if let Some(row) = database.rows.remove(&key) {
                    database.aside.insert(key, row);
                }
            }
            database.rows.retain(|key, _| split_database_key(key).is_none_or(|(workspace, _)| workspace != id));
        }
        for put in &plan.puts {
            database.rows.insert(database_key(id, &put.key.to_string()), put.value.clone());
        }
        for key in &plan.deletes {
            database.rows.remove(&database_key(id, &key.to_string()));
        }
        database.headers.insert(id, plan.header_text.clone());
        Ok(())
    }

    fn stored_generation(&self, id: Id) -> Result<Option<u64>, StoreError> {
        let database = self.database.borrow();
        match database.headers.get(&id).map(|text| Header::from_text(id, text)) {
            Some(Ok(header)) => Ok(Some(header.generation)),
            Some(Err(super::header::HeaderError::Newer(version))) => Err(StoreError::Newer(version)),
            Some(Err(super::header::HeaderError::Broken)) => Ok(Some(0)),
            None => Ok(None),
        }
    }

    fn open_new(&self, id: Id, plan: &Plan) -> Receipt {
        let mut index = Index::default();
        index.accept(plan);
        self.open.borrow_mut().insert(id, index);
        receipt(plan)
    }
}

/// What a finished write tells.
pub fn receipt(plan: &Plan) -> Receipt {
    Receipt { generation: plan.header.generation, written: plan.bytes(), header: plan.header.clone() }
}

impl Store for MemoryStore {
    async fn list(&self) -> Result<Vec<Listing>, StoreError> {
        self.available()?;
        let database = self.database.borrow();
        let headers = database.headers.iter();
        Ok(sorted(headers.map(|(id, text)| Listing { id: *id, header: Header::from_text(*id, text).ok() }).collect()))
    }

    async fn load(&self, id: Id) -> Result<Loaded, StoreError> {
        self.available()?;
        let database = self.database.borrow();
        let header = database.headers.get(&id).map(String::as_str);
        let mut assembler = Assembler::new(id, header).map_err(StoreError::Newer)?;
        let mut any = header.is_some();
        for (key, row) in &database.rows {
            let Some((_, name)) = split_database_key(key).filter(|(workspace, _)| *workspace == id) else { continue };
            any = true;
            match row {
                Stored::Text(text) => assembler.text(name, text),
                Stored::Bytes(bytes) => assembler.bytes(name, bytes),
            }
        }
        if !any {
            return Err(StoreError::Missing(id));
        }
        let (loaded, index) = assembler.finish();
        self.open.borrow_mut().insert(id, index);
        Ok(loaded)
    }

    async fn create(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError> {
        self.available()?;
        let id = workspace.settings.id;
        let plan = Plan::whole(workspace, 1, now)?;
        if self.stored_generation(id)?.is_some() {
            return Err(StoreError::Exists(id));
        }
        self.write(id, &plan, None)?;
        Ok(self.open_new(id, &plan))
    }

    async fn commit(
        &self,
        id: Id,
        workspace: &Workspace,
        touched: &Touched,
        now: Instant,
    ) -> Result<Receipt, StoreError> {
        self.available()?;
        let plan = {
            let open = self.open.borrow();
            let index = open.get(&id).ok_or(StoreError::NotOpen(id))?;
            if index.damaged > 0 {
                return Err(StoreError::Damaged(index.damaged));
            }
            let stored = self.stored_generation(id)?.ok_or(StoreError::Missing(id))?;
            if stored != index.generation {
                return Err(StoreError::Conflict { stored, known: index.generation });
            }
            Plan::touched(workspace, touched, index, now)?
        };
        self.write(id, &plan, None)?;
        if let Some(index) = self.open.borrow_mut().get_mut(&id) {
            index.accept(&plan);
        }
        Ok(receipt(&plan))
    }

    async fn replace(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError> {
        self.available()?;
        let id = workspace.settings.id;
        let aside = self.open.borrow().get(&id).map(|index| index.aside.clone()).unwrap_or_default();
        let generation = self.stored_generation(id)?.unwrap_or(0) + 1;
        let plan = Plan::whole(workspace, generation, now)?;
        self.write(id, &plan, Some(&aside))?;
        Ok(self.open_new(id, &plan))
    }

    async fn delete(&self, id: Id) -> Result<(), StoreError> {
        self.available()?;
        let mut database = self.database.borrow_mut();
        database.headers.remove(&id);
        let other = |key: &String| split_database_key(key).is_none_or(|(workspace, _)| workspace != id);
        database.rows.retain(|key, _| other(key));
        database.aside.retain(|key, _| other(key));
        self.open.borrow_mut().remove(&id);
        Ok(())
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        self.available()?;
        let database = self.database.borrow();
        let bytes = database.rows.values().map(Stored::bytes).sum();
        Ok(Usage { workspaces: bytes, used: None, quota: database.faults.quota.map(|quota| quota as f64) })
    }
}

/// Last written first; unreadable ones at the end.
pub fn sorted(mut listings: Vec<Listing>) -> Vec<Listing> {
    listings.sort_by_key(|listing| std::cmp::Reverse(listing.header.as_ref().map(|header| header.updated)));
    listings
}
