//! The words of Tidyloom's forum. All invented; `{t}`, `{f}` and the like are filled in.

/// What people want to do, and how it is done.
#[rustfmt::skip]
pub(super) const TASKS: &[(&str, &str)] = &[
    ("share a board with a client without paying for a seat", "guest links do that: Board → Share → Guest link. Guests can comment but not move cards"),
    ("make a task come back on the last working day of the month", "choose “Monthly, from the end” in Repeat and tick “working days only”"),
    ("see all my tasks of all boards in one list", "press G then M. My Week collects everything that has your name on it"),
    ("move finished cards out of sight", "Board settings → Archive after. We use 14 days"),
    ("get the calendar into my phone", "Settings → Calendar feed gives an address that any calendar subscribes to. It refreshes every hour or so"),
    ("import our old spreadsheet", "save it as CSV with one row a card, then Import → Map columns. Try ten rows first"),
    ("stop the mails for every single comment", "Notifications → Digest. Mentions still come at once"),
    ("give a template to another team", "Template → Export, send the file, and they import it on their side"),
    ("let two people own one card", "there is one owner by design, but followers get everything. We put the second name in a subtask"),
    ("count hours per project", "turn on the Time field and group the report by board"),
    ("colour cards by customer", "Board settings → Colour by → the customer field"),
    ("undo a bulk edit", "Ctrl Z works for an hour, later go to History → Revert on the board"),
    ("hide the budget field from guests", "Fields → Visibility → Team only"),
    ("link a card to a pull request", "paste the address into the card, and the status shows after the webhook is set up"),
    ("use the API without a person's account", "make a service token under Admin → Tokens, with read or write for chosen boards"),
    ("plan for people in three time zones", "each person sets their own zone, and due times show in the viewer's"),
    ("search in comments only", "type comment: before the word. Works with from: too"),
    ("print a board for the workshop wall", "Menu → Print → A3. Choose “titles only”, or it gets tiny"),
    ("limit how many cards may be in progress", "column menu → Limit. It turns amber, it does not block"),
    ("move a card and keep its comments", "use Move, not Copy. Comments and history travel with it"),
    ("set up single sign-on", "it is in Admin → Sign-in. You need the metadata file of your provider, and test with one user"),
    ("keep sprint numbers going automatically", "in the sprint template write {{next}} and it counts by itself"),
];

/// How people ask: `{t}` is the task.
pub(super) const ASKS: &[&str] = &[
    "How do I {t}? I have looked through the help pages and must be missing something.",
    "Is there a way to {t}? We are {n} people and on the team plan.",
    "Trying to {t}. What is the cleanest way?",
    "Probably a beginner's question: can one {t}?",
    "We moved from sticky notes last month. How would you {t}?",
    "Need to {t} before Friday's review. Any idea?",
    "My manager wants me to {t}. Possible without an admin?",
    "What is the best practice to {t}? Searching gave me a thread from three years ago.",
];

/// How people answer: `{a}` is the way.
pub(super) const ANSWERS: &[&str] = &[
    "Yes: {a}.",
    "What worked for us: {a}.",
    "I had the same question in spring. In short, {a}.",
    "{name}, {a}. Shout if it looks different on your side.",
    "As far as I know: {a}.",
    "Not obvious, but {a}. It took me a while to find.",
];

pub(super) const STAFF_ANSWERS: &[&str] = &[
    "Hi {name}, {a}. I have added it to the help page, thanks for asking.",
    "Hello {name}! Short answer: {a}. Does that cover it?",
    "Good question. {a}. If it does not show up for you, tell me which plan you are on.",
    "Welcome, {name}. {a}.",
];

/// Parts of the product.
pub(super) const FEATURES: &[&str] = &[
    "the calendar view",
    "the mobile app",
    "the task repeat",
    "the search",
    "guest access",
    "the CSV export",
    "dark mode",
    "the timeline",
    "the notification centre",
    "the subtask list",
    "the board filter",
    "the weekly report",
    "drag and drop",
    "the web clipper",
    "file previews",
    "the webhook page",
    "the Android widget",
    "the shortcut list",
];

/// What goes wrong: `{f}` is the part.
pub(super) const BUGS: &[&str] = &[
    "Since yesterday {f} takes ten seconds to load. Anybody else? Firefox on Linux.",
    "Bug or me? {F} forgets my settings after a reload.",
    "{F}: the last column is cut off on a small screen. Screenshot in the first comment.",
    "After the update {f} shows times an hour late. We are in Lisbon.",
    "{F} does nothing on my tablet, works fine on the laptop.",
    "I get “Something went wrong (E{n})” with {f}. Happens about once a day.",
    "Umlauts turn into question marks in {f}. ÄÖÜ, also ñ.",
    "{F} counts archived cards twice. Steps to see it below.",
];

/// What people wish for.
pub(super) const WISHES: &[&str] = &[
    "Please let us sort {f} by two fields.",
    "Feature request: keyboard control for {f}. I live on the keyboard.",
    "Could {f} remember the last choice per board?",
    "It would help a lot if {f} worked offline. Trains exist.",
    "Vote here if you want an API for {f}.",
    "Small wish: more contrast in {f}, please. My eyes are 50 years old.",
    "Any plans for {f}? I read the roadmap twice.",
    "Wish: an undo for {f}. I dropped a whole sprint into the wrong board.",
];

pub(super) const SHOW: &[&str] = &[
    "Show and tell: our choir plans its whole season on one board. Photos inside.",
    "How a school of 40 teachers uses Tidyloom for substitutions, with template.",
    "I built a little script that turns {f} into a wall display. Code in the thread.",
    "Our retro board after a year: what we kept and what we threw out.",
    "From 300 overdue cards to 12 in six weeks. What helped.",
    "My set-up for a one-woman bakery: three boards, no more.",
    "We ran a charity race with Tidyloom: 90 volunteers, one timeline, no tears.",
];

pub(super) const INTROS: &[&str] = &[
    "Hello from Porto! I look after operations for a small architecture office. Happy to be here.",
    "New here. I manage volunteers for a food bank and drown in spreadsheets.",
    "Hi all, developer from Gdańsk, here for the API.",
    "Moin! Project lead in a print shop, we start with the trial today.",
    "Hello, I teach at a vocational school and want my students to plan like a company does.",
    "Hi, switched from paper three weeks ago. Already addicted.",
    "Namaste, freelance designer, mostly here to read and learn.",
    "Hey, long-time user, first-time poster.",
];

/// Talk beside the subject, and what comes back.
#[rustfmt::skip]
pub(super) const LOUNGE: &[(&str, &[&str])] = &[
    ("What is on your desk today?", &["Two screens, three cups, no plan.", "A cat. On the keyboard. Hence the typos.", "Quarter planning, and a very small cactus.", "A release checklist with 40 lines.", "Invoices. Send help.", "Nothing! Day off, just lurking."]),
    ("Which meeting would you abolish first?", &["The one about the other meetings.", "Monday 8:30. Nobody is awake, nobody decides.", "We dropped the daily for a written check-in. Never looked back.", "Status rounds. That is what the board is for.", "None, I am self-employed and lonely 😄"]),
    ("Books about planning that are not boring?", &["Any cookbook. Seriously: mise en place.", "I liked the one about checklists by a surgeon.", "Novels about expeditions. They all plan, and then weather.", "Old railway timetables 🤓", "Following, need one for the holidays."]),
    ("What did you finish this week?", &["A migration I had been carrying since spring.", "Nothing finished, five things started. Honest answer.", "The tax return!", "Our handbook, all 12 pages.", "I closed 31 stale cards and felt powerful.", "One hard conversation."]),
    ("Four-day week: who does it and how do you plan for it?", &["We do, Fridays off. Deadlines moved to Wednesday.", "Tried it for a quarter, went back. Support suffered.", "Nine days in two weeks works for us.", "With a limit on cards in progress. It forces you to choose.", "Dreaming of it."]),
    ("What do you do when a plan meets reality?", &["Cry a little, then move the cards.", "Buffer. Always 20 percent.", "Write down why, or it happens again.", "I keep the old plan as a snapshot, very instructive in December.", "Reality wins. The plan is for noticing early."]),
];

/// What staff say to a fault.
pub(super) const BUG_REPLIES: &[&str] = &[
    "Thanks for the report, {name}. I can see it here as well and have opened a ticket (TL-{n}).",
    "Could you tell me your browser and the time it happened? Then I find it in the log.",
    "That one is known (TL-{n}). I have added your report to it.",
    "We could not reproduce it. Does it also happen in a private window?",
];

pub(super) const BUG_ENDS: &[&str] = &[
    "A fix is on its way, it should be out on Thursday.",
    "Fixed in today's release. Please reload once and tell me if it is gone.",
    "Found it: an old setting from before the move. It is repaired now.",
];

/// What staff add to a question that is answered, or to a story.
pub(super) const STAFF_ASIDES: &[&str] = &[
    "Thank you {name}, I could not have put it better.",
    "I have passed this on to whoever writes the help pages.",
    "We read along, thank you all.",
    "Nice thread. I have tagged it for the newsletter.",
];

/// What staff answer under their own news.
pub(super) const STAFF_NEWS: &[&str] = &[
    "Thank you, {name} 🙏",
    "{name}, the guide says more: Help → What is new.",
    "We will show it in the open hour on Wednesday.",
    "Noted, {name}. Keep it coming.",
    "Read by the whole team, thank you.",
];

/// What staff say to a wish.
pub(super) const WISH_REPLIES: &[&str] = &[
    "Added your vote. {n} people have asked so far.",
    "Noted for the next planning round. What would you use it for most?",
    "It is on the roadmap for the coming quarter. No promise on the week.",
    "We decided against it for now, because it would slow the boards down. I know that is not what you hoped for.",
];

/// What others add to a question once it has an answer, or while it waits.
#[rustfmt::skip]
pub(super) const ON_QUESTIONS: &[&str] = &[
    "Same question here, following.", "Careful with that on shared boards: everybody sees the change.", "Works, but tell your team first. Ours was confused for a week.", "This should be pinned.", "Bookmarked.",
    "Have a look at the thread about archiving, it is related.", "We solved it with a naming rule in the end. Low tech, works.", "Does that also work on the free plan?", "I did not know that either. Three years in.",
    "There is a video in the help pages, second from the top.", "How many people are on that board? It matters for the limits.", "Tried it just now, fine on mobile as well.",
];
pub(super) const ON_BUGS: &[&str] = &[
    "Same here, following.",
    "Works for me on the latest version, did you try a reload?",
    "I see this too, only on Mondays. Kidding. Half.",
    "Here as well, since the last update.",
    "Fine on my side: {n} people, Chrome on Windows.",
    "Logging out and in again helped me.",
    "Could be the browser extension. Mine was the culprit once.",
    "Gone for me since this morning.",
    "Workaround: open the board in a second tab.",
    "+1, and it costs me ten minutes a day.",
];
pub(super) const ON_WISHES: &[&str] = &[
    "+1",
    "We would use that every day.",
    "I would rather not have another setting for it.",
    "Agreed, and it matters more with bigger teams.",
    "Yes please 🙏",
    "You can get half of it with a saved filter.",
    "Voted. I think I voted for it two years ago as well.",
    "For us the limit per column would matter more.",
    "How would that look on a phone?",
    "We are {n} people and miss it too.",
];
pub(super) const ON_STORIES: &[&str] = &[
    "Could you share the template?",
    "Nice one 👏",
    "Thanks for writing this up.",
    "How many people are on that board?",
    "Stealing the colour idea.",
    "How do you keep it tidy after the first month?",
    "Inspiring, showing it to my team on Monday.",
    "We do something similar with {n} volunteers.",
    "The part about archiving made my day.",
    "Thank you, good read.",
];

/// What the asker says to an answer of `{name}`.
#[rustfmt::skip]
pub(super) const THANKS: &[&str] = &[
    "That did it, thank you!", "Perfect, exactly what I needed.", "Works. I feel a bit silly now 😅", "Thanks {name}, solved.", "Hm, I do not see that menu. Is it only on the team plan?", "Great, thanks. Maybe worth a line in the manual.",
    "Tried it, half works: the second board does not change.", "You saved my Friday 🙏", "{name}, you are a star.", "Good to know. I had been doing it by hand.", "Done in two minutes, thank you.",
];
/// What the asker adds otherwise: to a question, a fault, a wish, a story.
pub(super) const MORE: [&[&str]; 4] = [
    &[
        "Still looking, if anybody knows.",
        "To be clear: it is about {n} boards.",
        "We are on the team plan, if that matters.",
        "I found a workaround, but it is ugly.",
    ],
    &[
        "Browser is Firefox, it happened at about ten in the morning.",
        "Happened again just now.",
        "A reload helps for an hour or so.",
        "Thanks {name}, will try that.",
        "Only with more than {n} cards, it seems.",
    ],
    &[
        "Good point, {name}.",
        "Thanks for the votes!",
        "It need not be pretty, it only has to exist.",
        "My use case: month-end, {n} cards, one tired person.",
    ],
    &[
        "Happy to share, I have put the file in the first post.",
        "Thank you 😊",
        "It took us three attempts, to be honest.",
        "Good question, {name}. About {n} minutes a week.",
    ],
];

pub(super) const GREETINGS: &[&str] = &[
    "Welcome, {name}! 👋",
    "Welcome aboard. Have a look at the templates thread.",
    "Hi {name}, good to have you here!",
    "Welcome! What will be your first board?",
];

pub(super) const BOT_WELCOME: &str =
    "Hello {name}, I am LoomBot. House rules: forum.example.com/rules. Your first three posts are checked by a person.";
pub(super) const BOT_STALE: &str =
    "No answer for 30 days. Is this still open? Reply to keep it, or it will be archived.";

/// Release notes and news by staff; `{v}` is the version.
pub(super) const NEWS: &[&str] = &[
    "Tidyloom {v} is out: faster boards, 23 fixes, and {f} got some love.",
    "Planned maintenance on Sunday, 06:00 to 07:00. Boards stay readable.",
    "What we heard from you this month, and what we do about it.",
    "Open hour on Wednesday at 17:00: bring a board, leave with a better one.",
    "Release {v}: {f}, rebuilt after your feedback.",
    "New guide: planning for teams of three to ten.",
];
pub(super) const LAUNCH: &str = "Tidyloom 3 is here: timelines across boards, offline mode, and a new mobile app. Ask us anything in this thread, the whole team is online today.";
pub(super) const LAUNCH_BUGS: &[&str] = &[
    "Version 3: offline mode lost a card for me. Support has it back, but careful.",
    "The new mobile app asks me to sign in every morning.",
    "Version 3: guest access and offline mode do not like each other.",
    "Since version 3 {f} is gone from my menu.",
    "Timelines: two teams with different calendars end up a day apart.",
    "Version 3 on an older tablet: white page. Anybody else?",
];
pub(super) const LAUNCH_STORIES: &[&str] = &[
    "Timelines across boards!! Who else has waited for this?",
    "Version 3 migration went fine for {n} boards. Notes inside.",
    "Version 3 feels faster. Measured: {f} from 4 s to 1 s.",
    "First week offline on a ship, with version 3. A report.",
];
pub(super) const LAUNCH_REPLIES: &[&str] = &[
    "Congratulations to the team 🎉",
    "Offline mode works on my train line. Finally.",
    "Is there a list of what changes for admins?",
    "Upgraded, no trouble so far.",
    "The new icons will take some getting used to.",
    "Will the old app keep working?",
    "Timelines are great, colours are a bit loud.",
    "Thank you for listening to the wish list!",
    "Does the API change?",
    "{n} boards moved in a minute. Wow.",
    "When does it come to the self-hosted plan?",
    "The app is so much faster on my old phone.",
    "Can I stay on version 2 until our audit is over?",
    "Timelines across boards. I could cry.",
    "One question: are templates shared between boards now?",
    "Our admin is smiling, that never happens.",
    "Waiting for the first patch, as always 😄",
    "How much space does offline mode take?",
    "The tour at the start is good, keep it.",
    "My students noticed before I did.",
];
pub(super) const ON_NEWS: &[&str] = &[
    "Thanks for the heads-up.",
    "Great, passed on to the team.",
    "Will this come to the free plan?",
    "Good to see the wish list being read.",
    "Any change for the API?",
    "👏",
    "Looking forward to it.",
    "Short and clear, thank you.",
    "Please keep writing these.",
    "In my calendar.",
];

pub(super) const SPAM: &[&str] = &[
    "Cheap licence keys >> example.net/keys",
    "Best casino bonus 2026 click example.net",
    "I earn 900 a day from home, ask me how",
    "SEO backlinks 5 dollar example.net/seo",
];
