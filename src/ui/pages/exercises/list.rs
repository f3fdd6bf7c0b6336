//! All exercises with how far one is, who does them, and the file that is handed in.

use super::{
    address,
    files::{PackIn, hand_in},
    text::Rich,
};
use crate::ui::pages::classroom::received::{FeedbackIn, Received};
use crate::{
    course::{self, content},
    model::{Action, Command, CommandError, record::Learner},
    ui::{
        address as bar,
        app_state::{App, use_app},
        clock,
        components::{Badge, Button, EmptyState, Field, IconName, Link, Look, SearchInput, Segmented, TextInput},
    },
    view::{
        exercises::{self, Group, Line, Progress},
        route::{ExercisesShown, ExercisesView, PacksView, Route},
    },
};
use leptos::prelude::*;

/// The list of exercises.
#[component]
pub fn List(view: Memo<ExercisesView>) -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| view.with(|view| view.shown));
    let search = RwSignal::new(view.with_untracked(|view| view.search.clone()));
    let go = move |view: ExercisesView| {
        let route = Route::Exercises(view);
        bar::replace(&route);
        app.route.set(route);
    };
    // What is looked for has an address; another one, by the back button say, is what is looked for then.
    Effect::new(move || {
        let wanted = search.get();
        let now = view.get_untracked();
        if now.open.is_none() && now.search != wanted {
            go(ExercisesView { search: wanted, ..now });
        }
    });
    Effect::new(move || {
        let wanted = view.with(|view| view.search.clone());
        if search.with_untracked(|search| *search != wanted) {
            search.set(wanted);
        }
    });
    let groups = Memo::new(move |_| {
        let modules: Vec<(String, String)> =
            course::MODULES.iter().map(|module| (module.number.to_string(), module.title.to_owned())).collect();
        let wanted = view.with(|view| view.search.clone());
        app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            Some(exercises::groups(workspace, content::exercises(), &modules, shown.get(), &wanted))
        })
    });
    let choose = move |key: String| {
        let shown = ExercisesShown::ALL.into_iter().find(|one| one.key() == key).unwrap_or_default();
        go(ExercisesView { shown, ..view.get_untracked() });
    };
    let options = ExercisesShown::ALL.map(|one| (one.key(), one.label())).to_vec();
    view! {
        <div class="page exercises">
            <header class="page-header">
                <h1>"Exercises"</h1>
                <span class="spacer"></span>
                <FeedbackIn app/>
                <PackIn app/>
                <Link look=Look::Secondary icon=IconName::Edit href=Route::Packs(PacksView::default()).to_string()>"Write your own"</Link>
            </header>
            <Who app/>
            <Received app/>
            <div class="filters">
                <Segmented label="Which exercises" value=Signal::derive(move || shown.get().key().to_owned()) options on_change=choose/>
                <SearchInput value=search label="Search exercises"/>
            </div>
            <div class="sections">
                {move || {
                    let groups = groups.get().unwrap_or_default();
                    if groups.is_empty() {
                        return none_found();
                    }
                    groups.iter().map(group).collect_view().into_any()
                }}
            </div>
        </div>
    }
}

fn none_found() -> AnyView {
    view! {
        <EmptyState icon=IconName::Check title="No exercise here" text="Exercises are done here and handed in as one file. Choose another filter, or take a pack of exercises in that your teacher gave you.">
            <a class="button" href=super::all()>"Show all"</a>
        </EmptyState>
    }
    .into_any()
}

fn group(group: &Group) -> AnyView {
    let author = (!group.author.is_empty())
        .then(|| view! { <p class="muted small" dir="auto">{format!("By {}", group.author)}</p> });
    let about = (!group.about.is_empty()).then(|| view! { <Rich text=group.about.clone()/> });
    view! {
        <section class="card">
            <h2 class="break" dir="auto">{group.title.clone()}</h2>
            {author}
            {about}
            <ul class="plain-list exercise-list">{group.lines.iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn line(line: &Line) -> AnyView {
    let state = match &line.progress {
        Progress::NotBegun => "none",
        Progress::Begun | Progress::Attempted { writing: true, .. } => "begun",
        Progress::Attempted { .. } => "done",
    };
    let words = match &line.progress {
        Progress::Attempted { .. } => line.progress.words(),
        // What there is to be earned is said before anything was.
        progress if line.most > 0.0 => format!("{}, {}", progress.words(), exercises::points(line.most)),
        progress => progress.words(),
    };
    let (to, title, kind) = (address(&line.key), line.title.clone(), line.kind);
    view! {
        <li>
            <a href=to dir="auto">{title}</a>
            <Badge>{kind}</Badge>
            <span class="muted small exercise-state" data-state=state>{words}</span>
        </li>
    }
    .into_any()
}

/// Who does the exercises here, and the file they hand in.
#[component]
fn Who(app: App) -> impl IntoView {
    let learner =
        Memo::new(move |_| app.workspace.with(|workspace| course::reading::learner(workspace.as_ref()?).cloned()));
    let field = move |of: fn(&Learner) -> &String| {
        learner.with_untracked(|learner| learner.as_ref().map(|one| of(one).clone()).unwrap_or_default())
    };
    let (name, class) = (RwSignal::new(field(|one| &one.name)), RwSignal::new(field(|one| &one.class)));
    let wrong = RwSignal::new(None::<(&'static str, String)>);
    // Undo, or another tab.
    Effect::new(move || {
        if let Some(learner) = learner.get() {
            name.set(learner.name.clone());
            class.set(learner.class.clone());
        }
    });
    // What is wrong goes while one types: going with the press, it would move the button from under it.
    Effect::new(move || {
        name.track();
        class.track();
        if wrong.with_untracked(Option::is_some) {
            wrong.set(None);
        }
    });
    let keep = move |_: String| {
        let Some(workspace) = app.peek() else { return };
        let now = clock::now();
        let mut one = course::reading::learner(&workspace)
            .map_or_else(|| Learner::new(clock::mint(), now, ""), |learner| (**learner).clone());
        let (typed, group) = (name.get_untracked().trim().to_owned(), class.get_untracked().trim().to_owned());
        if (&one.name, &one.class) == (&typed, &group) {
            return;
        }
        (one.name, one.class, one.updated) = (typed, group, now);
        match app.apply_quietly(Action::new("Your name kept", Command::Put(one.into()))) {
            Ok(_) => wrong.set(None),
            Err(CommandError::Invalid(invalid)) => wrong.set(Some((invalid.field, invalid.message))),
            Err(other) => app.toasts.fail(other.to_string()),
        }
    };
    let error = move |field: &'static str| {
        Signal::derive(move || wrong.get().filter(|(at, _)| *at == field).map(|(_, message)| message))
    };
    let press = move || {
        keep(String::new());
        if name.with_untracked(|name| name.trim().is_empty()) {
            wrong.set(Some((
                "name",
                "Give a name or a pseudonym: by it your teacher tells the files apart.".to_owned(),
            )));
            return;
        }
        if wrong.with_untracked(Option::is_none) {
            hand_in(app);
        }
    };
    view! {
        <section class="card stack" aria-label="You and your student file">
            <div class="field-row exercises-learner">
                <Field label="Name or pseudonym" error=error("name")><TextInput value=name on_change=keep/></Field>
                <Field label="Class or group" optional=true error=error("class")><TextInput value=class on_change=keep/></Field>
            </div>
            <div><Button look=Look::Primary icon=IconName::Export on_press=press>"Hand in: make your student file"</Button></div>
            <p class="muted small">"One file with your answers, attempts, times and points, to give to your teacher. Nothing is sent. A chain of hashes shows when a file was edited afterwards; it is no proof of who made it."</p>
        </section>
    }
}
