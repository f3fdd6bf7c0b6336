//! The gradebook as a table: students by exercises.

use super::desk::Desk;
use crate::{
    classroom::{Column, Student},
    interchange::gradebook_csv::points,
    model::Id,
    view::{
        classroom::{cell_spoken, cell_text, columns, percent},
        route::{ClassroomSort, ClassroomView},
    },
};
use leptos::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};
use wasm_bindgen::JsCast;

/// A row as it is shown.
#[derive(Clone, PartialEq)]
struct Row {
    id: Id,
    name: String,
    class: String,
    damaged: bool,
    /// Points, percent, missing, to mark.
    sums: [String; 4],
    /// What each cell shows and says, and the key of its exercise.
    cells: Vec<(String, String, String)>,
}

impl Row {
    fn of(student: &Student, shown: &[usize], all: &[Column], view: &ClassroomView) -> Self {
        let total = student.total(all, |column| view.pack.takes(column.pack));
        let cell = |place: &usize| {
            let (column, cell) = (all.get(*place)?, student.cells.get(*place)?.as_ref());
            Some((cell_text(cell), cell_spoken(column, cell), column.key.clone()))
        };
        let file = &student.submission;
        Self {
            id: file.id,
            name: file.title().to_owned(),
            class: file.class.clone(),
            damaged: !file.damage.is_empty(),
            sums: [
                points(total.points),
                percent(total.share()),
                total.missing.to_string(),
                total.needs_teacher.to_string(),
            ],
            cells: shown.iter().filter_map(cell).collect(),
        }
    }

    /// Different where anything shown is.
    fn key(&self) -> (Id, u64) {
        let mut hasher = DefaultHasher::new();
        (&self.name, &self.class, self.damaged, &self.sums, &self.cells).hash(&mut hasher);
        (self.id, hasher.finish())
    }
}

/// A heading that sorts.
fn heading(desk: Desk, sort: ClassroomSort, label: String, spoken: String, number: bool) -> AnyView {
    let mine = sort.clone();
    let state = Memo::new(move |_| desk.shown.with(|view| (view.sort == mine).then_some(view.down)));
    let press = move |_| {
        let sort = sort.clone();
        desk.choose(|view| {
            // Points begin with the greatest, names with the first.
            let first = !matches!(sort, ClassroomSort::Name | ClassroomSort::Class);
            view.down = if view.sort == sort { !view.down } else { first };
            view.sort = sort;
        });
    };
    let aria = move || match state.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let mark = move || match state.get() {
        Some(true) => "▼",
        Some(false) => "▲",
        None => "",
    };
    let extra = (spoken != label).then(|| view! { <span class="visually-hidden">{format!(" {spoken}")}</span> });
    view! {
        <th scope="col" class:number=number aria-sort=aria title=spoken>
            <button type="button" class="table-sort" on:click=press>
                <span>{label}</span>{extra}<span class="table-sort-mark" aria-hidden="true">{mark}</span>
            </button>
        </th>
    }
    .into_any()
}

/// The table.
#[component]
pub fn Book(desk: Desk) -> impl IntoView {
    let places = Memo::new(move |_| desk.book.with(|book| desk.shown.with(|view| columns(&book.grades, view))));
    // What the headings show; they stay while only marks change.
    let heads = Memo::new(move |_| {
        desk.book.with(|book| {
            let of = |place: &usize| {
                let column = book.grades.columns.get(*place)?;
                let spoken = format!("{}, {} points", column.exercise.title, points(column.most));
                Some((column.key.clone(), column.exercise.id.clone(), spoken, column.pack))
            };
            places.with(|places| places.iter().filter_map(of).collect::<Vec<_>>())
        })
    });
    let rows = Memo::new(move |_| {
        desk.book.with(|book| {
            let grades = &book.grades;
            let of = |row: &usize| {
                let student = grades.students.get(*row)?;
                Some(desk.shown.with(|view| places.with(|places| Row::of(student, places, &grades.columns, view))))
            };
            desk.rows.with(|rows| rows.iter().filter_map(of).collect::<Vec<_>>())
        })
    });
    // A press on a cell opens it; by keyboard the panel of the student leads there.
    let open_cell = move |event: web_sys::MouseEvent| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
        let Ok(Some(cell)) = target.closest("td[data-key]") else { return };
        let (key, student) = (cell.get_attribute("data-key"), cell.closest("tr").ok().flatten());
        let id = student.and_then(|row| row.get_attribute("data-student")).and_then(|id| id.parse().ok());
        if let (Some(key), Some(id)) = (key, id) {
            desk.choose(|view| (view.open, view.exercise) = (Some(id), key));
        }
    };
    let packs_row = move || {
        let heads = heads.get();
        let mut groups: Vec<(Option<Id>, usize)> = Vec::new();
        for (_, _, _, pack) in &heads {
            match groups.last_mut() {
                Some((last, count)) if last == pack => *count += 1,
                _ => groups.push((*pack, 1)),
            }
        }
        (groups.len() > 1).then(|| {
            let name = |pack: Option<Id>| {
                desk.book.with(|book| book.shelves.iter().find(|shelf| shelf.pack == pack).map(|shelf| shelf.name.clone()))
            };
            let groups = groups.into_iter().map(|(pack, count)| {
                view! { <th scope="colgroup" colspan=count.to_string() class="gradebook-pack" dir="auto">{name(pack)}</th> }
            });
            let groups = groups.collect_view();
            view! { <tr><td class="gradebook-name"></td><td colspan="5"></td>{groups}</tr> }
        })
    };
    let fixed = || {
        let one = |sort, label: &str, number| heading(desk, sort, label.to_owned(), label.to_owned(), number);
        view! {
            {one(ClassroomSort::Class, "Class", false)}
            {one(ClassroomSort::Points, "Points", true)}
            <th scope="col" class="number">"Of all"</th>
            {one(ClassroomSort::Missing, "Missing", true)}
            {one(ClassroomSort::ToMark, "To mark", true)}
        }
    };
    let name_head = heading(desk, ClassroomSort::Name, "Student".to_owned(), "Student".to_owned(), false);
    view! {
        <div class="card table-wrap gradebook" tabindex="0" role="group" aria-label="Gradebook">
            <table class="plain-table">
                <caption class="visually-hidden">"Students and their points by exercise"</caption>
                <thead>
                    {packs_row}
                    <tr>
                        {name_head}
                        {fixed()}
                        {move || heads.get().into_iter().map(|(key, id, spoken, _)| heading(desk, ClassroomSort::Exercise(key), id, spoken, true)).collect_view()}
                    </tr>
                </thead>
                <tbody on:click=open_cell>
                    <For each=move || rows.get() key=Row::key children=move |row| line(desk, row)/>
                </tbody>
            </table>
        </div>
        <p class="muted small no-print">"“?” is to be marked by a person, “✎” was marked by one, “—” was not handed in. Points are computed anew from the answers."</p>
    }
}

fn line(desk: Desk, row: Row) -> AnyView {
    let id = row.id;
    let address = move || desk.student_address(id, "");
    let [sum, share, missing, to_mark] = row.sums;
    let attention = to_mark != "0";
    let cells = row
        .cells
        .into_iter()
        .map(|(text, spoken, key)| {
            let (number, sign) = text.split_once(' ').map_or((text.clone(), String::new()), |(number, sign)| {
                (number.to_owned(), sign.to_owned())
            });
            let kind = match sign.as_str() {
                "?" => "to-mark",
                "✎" => "marked",
                _ => "",
            };
            let hidden = match kind {
                "to-mark" => " to be marked",
                "marked" => " by the teacher",
                _ => "",
            };
            let sign = (!sign.is_empty()).then(|| {
                view! { <span class="cell-sign" aria-hidden="true">{sign}</span><span class="visually-hidden">{hidden}</span> }
            });
            view! { <td class="number" data-key=key data-kind=kind title=spoken>{number}{sign}</td> }
        })
        .collect_view();
    let damaged = row.damaged.then(|| view! { <br/><span class="small warn">"changed by hand?"</span> });
    view! {
        <tr data-student=id.to_string()>
            <th scope="row" class="gradebook-name"><a href=address dir="auto">{row.name}</a>{damaged}</th>
            <td dir="auto" class="break">{row.class}</td>
            <td class="number"><b>{sum}</b></td>
            <td class="number">{share}</td>
            <td class="number">{missing}</td>
            <td class="number" data-kind=attention.then_some("to-mark")>{to_mark}</td>
            {cells}
        </tr>
    }
    .into_any()
}
