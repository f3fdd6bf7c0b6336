//! The course as it is compiled in: whole, and every link in it leads somewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    analytics::find,
    course::{Address, content, markdown},
    view::route::{AnalyticsView, CourseView, Route},
};

/// Every link of lessons and exercises, with where it stands.
fn links() -> Vec<(String, Address)> {
    let mut links = Vec::new();
    for lesson in content::course().lessons() {
        links.extend(lesson.addresses().into_iter().map(|to| (format!("lesson {}", lesson.id), to.clone())));
    }
    for exercise in content::exercises() {
        for text in [&exercise.text, &exercise.explanation] {
            let blocks = markdown::read(text);
            let found = markdown::addresses(&blocks).into_iter().cloned();
            links.extend(found.map(|to| (format!("exercise {}", exercise.id), to)));
        }
    }
    links
}

#[test]
fn there_are_five_modules_and_eighteen_lessons() {
    let course = content::course();
    let counts: Vec<_> = course.modules().iter().map(|module| course.lessons_of(module.number).count()).collect();
    assert_eq!(counts, [3, 4, 4, 4, 3]);
    assert!(content::glossary().terms().len() >= 60);
}

#[test]
fn every_link_leads_to_a_screen() {
    let mut wrong = Vec::new();
    for (place, to) in links() {
        let Address::Screen(address) = to else { continue };
        match Route::parse(&address) {
            Route::Unknown(_) => wrong.push(format!("{place}: {address} leads nowhere")),
            Route::Analytics(AnalyticsView { kpi: Some(kpi), .. }) if find(&kpi).is_none() => {
                wrong.push(format!("{place}: {address}: there is no KPI {kpi}"));
            }
            Route::Course(CourseView::Lesson(id)) if content::course().lesson(&id).is_none() => {
                wrong.push(format!("{place}: {address}: there is no lesson {id}"));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The keys that the addresses of screens know: a key that none of them has is a slip of the pen.
#[test]
fn every_choice_in_a_link_is_one_that_screens_know() {
    let mut wrong = Vec::new();
    for (place, to) in links() {
        let Address::Screen(address) = to else { continue };
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let bare = Route::parse(path);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            // What says the same as leaving it out is either the usual choice or not understood.
            let usual = ["view=month", "view=queue", "section=objectives", "section=alerts", "compare=previous"];
            if Route::parse(&format!("{path}?{pair}")) == bare && !usual.contains(&pair) {
                wrong.push(format!("{place}: {address}: “{pair}” says nothing"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
