//! What a dropped file is: a workspace, or a table to be mapped.

use super::{FileError, calendar, exercise, student_file, table::Reader, workspace_json};

/// A file, told apart by what is in it, not by its name.
pub enum Opened {
    /// A workspace file; read it with [`workspace_json::import`].
    Workspace(Vec<u8>),
    /// A table; drive the reader, then [`super::table::guess`] what its columns are.
    Table(Box<Reader>),
}

/// Looks at a file. Reading it is left to the caller, a slice at a time.
///
/// # Errors
/// Where the file is neither: too large, no text, a calendar, exercises or a student file, or JSON without a list of records.
pub fn open(name: &str, bytes: Vec<u8>) -> Result<Opened, FileError> {
    if workspace_json::is_workspace(&bytes) {
        return Ok(Opened::Workspace(bytes));
    }
    if calendar::is_calendar(&bytes) {
        let message =
            "This is a calendar. Take it in where it belongs: Events → Files for meetings, Content → More for posts.";
        return Err(FileError::new(name, "calendar", message));
    }
    if student_file::is_student_file(&bytes) {
        let message = "This is a student file. Take it in under Classroom.";
        return Err(FileError::new(name, "student-file", message));
    }
    if exercise::is_exercise(&bytes) {
        let message = "This is a file of exercises. Take it in under Exercises.";
        return Err(FileError::new(name, "exercise", message));
    }
    Reader::new(name, bytes).map(|reader| Opened::Table(Box::new(reader)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_what_is_in_them() {
        let workspace = br#"{"format": "hearth-workspace", "version": 1}"#.to_vec();
        assert!(matches!(open("backup.txt", workspace), Ok(Opened::Workspace(_))));
        assert!(matches!(open("posts.csv", b"id,likes\n1,2\n".to_vec()), Ok(Opened::Table(_))));
        assert!(matches!(open("posts", br#"[{"id":1}]"#.to_vec()), Ok(Opened::Table(_))));
        let error = open("a.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n".to_vec()).err().unwrap();
        assert!(error.to_string().contains("Events → Files"), "{error}");
        let student = br#"{"format": "hearth-student-file", "version": 1}"#.to_vec();
        let error = open("ana.json", student).err().unwrap();
        assert_eq!(error.to_string(), "ana.json: This is a student file. Take it in under Classroom.");
        let pack = b"\xef\xbb\xbf{\n  \"format\" : \"hearth-exercise-pack\"}".to_vec();
        assert!(open("a.json", pack).err().unwrap().to_string().contains("under Exercises"));
        // A table may speak of them.
        let table = b"id,text\n1,hearth-student-file and hearth-exercise\n".to_vec();
        assert!(matches!(open("posts.csv", table), Ok(Opened::Table(_))));
        let error = open("posts.xlsx", b"PK\x03\x04....".to_vec()).err().unwrap();
        assert!(error.to_string().starts_with("posts.xlsx: This is an Excel workbook"), "{error}");
    }
}
