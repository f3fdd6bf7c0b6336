//! What a teacher decides about one exercise of one student: points row by row of the rubric, points on the whole, a
//! comment. Each is kept as one leaves its field.

use super::desk::Desk;
use crate::{
    interchange::gradebook_csv::points,
    model::{
        Id,
        record::{Mark, Question, RubricRow},
    },
    ui::components::{Button, Field, Look, NumberInput, TextArea},
};
use leptos::prelude::*;

/// The fields.
#[component]
pub fn Marking(desk: Desk, id: Id, key: String, handed_in: bool) -> impl IntoView {
    let key = StoredValue::new(key);
    let mark = Memo::new(move |_| {
        desk.book.with(|book| {
            key.with_value(|key| book.student(id).and_then(|student| student.mark(key)).cloned()).unwrap_or_default()
        })
    });
    let (rubric, most, model): (Vec<RubricRow>, f64, String) = desk.book.with_untracked(|book| {
        let column = key.with_value(|key| book.grades.columns.iter().find(|column| column.key == *key));
        match column.map(|column| (&column.exercise.question, column.most)) {
            Some((Question::FreeText(asked), most)) => (asked.rubric.clone(), most, asked.model_answer.clone()),
            Some((_, most)) => (Vec::new(), most, String::new()),
            None => Default::default(),
        }
    });
    let given = RwSignal::new(mark.with_untracked(|mark| mark.points));
    let comment = RwSignal::new(mark.with_untracked(|mark| mark.comment.clone()));
    // Undo, and marks from elsewhere.
    Effect::new(move || {
        let Mark { points, comment: said, .. } = mark.get();
        if given.get_untracked() != points {
            given.set(points);
        }
        if comment.with_untracked(|comment| *comment != said) {
            comment.set(said);
        }
    });
    let change = move |label: &str, change: &dyn Fn(&mut Mark)| {
        key.with_value(|key| desk.mark(id, key, label, change));
    };
    let rows =
        rubric.into_iter().filter(|row| row.points > 0.0).map(|row| rubric_row(row, mark, change)).collect_view();
    let any = Memo::new(move |_| mark.with(|mark| mark.points.is_some() || !mark.rubric.is_empty()));
    let take_back = move || {
        change("Mark taken back", &|mark: &mut Mark| {
            mark.points = None;
            mark.rubric.clear();
        })
    };
    let set_points = move |value: Option<f64>| change("Points given", &|mark: &mut Mark| mark.points = value);
    let set_comment = move |text: String| {
        change("Comment changed", &|mark: &mut Mark| text.trim().clone_into(&mut mark.comment));
    };
    let points_label = format!("Points, of {}", points(most));
    let model = (!model.is_empty()).then(|| {
        view! { <details><summary>"A good answer"</summary><p class="letter" dir="auto">{model}</p></details> }
    });
    view! {
        <div class="marking form">
            {model}
            {handed_in.then_some(rows)}
            {handed_in.then(|| view! {
                <Field label=points_label hint="Takes the place of the computed points, and of the rubric's.">
                    <NumberInput value=given min=0.0 on_change=set_points/>
                </Field>
            })}
            <Field label="Comment for the student" optional=true>
                <TextArea value=comment rows=2 on_change=set_comment/>
            </Field>
            <Show when=move || any.get()>
                <p><Button small=true look=Look::Quiet on_press=take_back>"Take the mark back: computed points"</Button></p>
            </Show>
        </div>
    }
}

fn rubric_row(
    row: RubricRow,
    mark: Memo<Mark>,
    change: impl Fn(&str, &dyn Fn(&mut Mark)) + Copy + Send + Sync + 'static,
) -> AnyView {
    let (label, most) = (format!("{} (0 to {})", row.text, points(row.points)), row.points);
    let row_id = StoredValue::new(row.id);
    let now = move |mark: &Mark| row_id.with_value(|row| mark.rubric.get(row).copied());
    let value = RwSignal::new(mark.with_untracked(now));
    Effect::new(move || {
        let points = mark.with(now);
        if value.get_untracked() != points {
            value.set(points);
        }
    });
    let set = move |points: Option<f64>| {
        change("Rubric marked", &|mark: &mut Mark| {
            let row = row_id.get_value();
            match points {
                Some(points) => mark.rubric.insert(row, points),
                None => mark.rubric.remove(&row),
            };
        });
    };
    view! {
        <Field label=label>
            <NumberInput value=value min=0.0 max=most on_change=set/>
        </Field>
    }
    .into_any()
}
