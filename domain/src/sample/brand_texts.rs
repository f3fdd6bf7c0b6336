//! The words of Briskway and the people who follow it. All invented.

/// How a day's tip begins, Monday first.
pub(super) const OPENERS: [[&str; 2]; 7] = [
    ["Mobility Monday:", "Start the week loose."],
    ["Strong Tuesday:", "Two minutes of strength."],
    ["Kitchen Wednesday:", "Eat for the legs you want."],
    ["Recovery Thursday:", "Rest is training too."],
    ["Friday focus:", "Before the weekend, one thing."],
    ["Outside Saturday:", "Get some air today."],
    ["Slow Sunday:", "Mind and body."],
];

/// Tips of the day, Monday first.
#[rustfmt::skip]
pub(super) const TIPS: [[&str; 12]; 7] = [
    [
        "roll your shoulders back ten times before you open the laptop.",
        "hold a deep squat for 30 seconds while the coffee brews.",
        "cat-cow, eight slow breaths. Your lower back will notice by lunch.",
        "ankle circles under the desk, twenty each way. Runners, this one is yours.",
        "stand in a doorway, forearms on the frame, and lean. That is your chest saying hello.",
        "the 90/90 hip switch: sit, turn, breathe, repeat six times.",
        "neck tight? Ear to shoulder, and let the other hand grow heavy.",
        "open book stretch, five a side, knees stacked.",
        "touch your toes with soft knees. It is not an exam.",
        "thread the needle: reach through, exhale, stay for three breaths.",
        "walk the first phone call of the day.",
        "couch stretch, one minute a side. Yes, it burns. Yes, it works.",
    ],
    [
        "three rounds of ten squats to a chair. Sit down slowly, stand up fast.",
        "push-ups on the kitchen counter count. Lower the surface when ten feel easy.",
        "carry the shopping in two bags and walk tall. Farmer's carry, free of charge.",
        "plank for as long as your form holds, not as long as your pride does.",
        "glute bridge: press through the heels and pause for two seconds at the top.",
        "add one repetition, not ten kilos. Small steps stay.",
        "slow down the way down. Three seconds is where strength is made.",
        "single-leg stand while you brush your teeth. Swap legs at half time.",
        "wall sit during the adverts. Start with 20 seconds.",
        "dead bug: opposite arm and leg, lower back glued to the floor.",
        "step-ups on the stairs, ten each leg, no handrail.",
        "hinge before you lift: hips back, chest proud, then the box.",
    ],
    [
        "half the plate vegetables, a quarter protein, a quarter grains. No scales needed.",
        "cook double rice today. Tomorrow's lunch is nearly done.",
        "a glass of water before the second coffee.",
        "frozen peas are vegetables. So is tinned tomato. Dinner is saved.",
        "overnight oats: oats, yoghurt, frozen berries, good night.",
        "lentil soup freezes well and costs less than a snack bar.",
        "hungry at four? Apple and a handful of nuts, then wait ten minutes.",
        "try one new vegetable this week. Kohlrabi is braver than it looks.",
        "chickpeas in the oven, 25 minutes, paprika. Crisps have competition.",
        "put the fruit bowl where your phone charger is.",
        "protein at breakfast keeps the biscuit tin closed until noon.",
        "plan three dinners, not seven. Leave room for life.",
    ],
    [
        "feet up the wall for five minutes tonight.",
        "sleep is the cheapest supplement. Screens out at half past ten.",
        "easy means easy: you should be able to sing the chorus.",
        "sore is fine, sharp is not. Know the difference and rest the second.",
        "a tennis ball under the foot, one minute each. Bliss and ouch.",
        "take the rest day you planned. It is on the schedule for a reason.",
        "four counts in, six counts out, ten times.",
        "walk for 15 minutes after dinner. Digestion and mood, both.",
        "legs heavy? Do half the session and call it done.",
        "foam roll slowly. If you hold your breath you are pressing too hard.",
        "a week with less is part of the plan, not a break from it.",
        "drink before you are thirsty, most of all on the train home.",
    ],
    [
        "book next week's three sessions in your calendar now.",
        "pack the bag tonight and leave it at the door.",
        "the five-minute rule: start for five, stop if you like. You won't.",
        "tell one friend what you will do on Saturday morning.",
        "look at your log and find one thing that got easier.",
        "done is better than perfect. Ten minutes counts.",
        "missed a day? You have not missed the week.",
        "write one sentence on why you started.",
        "set the alarm for the walk, not for the scale.",
        "compare yourself with March you, not with anybody's highlight reel.",
        "put your shoes where you trip over them.",
        "ask for the class you are nervous about. First one is on courage.",
    ],
    [
        "find a hill and walk up it twice. The view is the medal.",
        "leave the headphones at home for one run.",
        "park bench circuit: step-ups, dips, push-ups, three rounds.",
        "cycle to the market. The basket is your resistance.",
        "run by feel: watch under the sleeve until you are home.",
        "invite someone slower than you and enjoy it.",
        "swim, even badly. Especially badly.",
        "count dogs, not kilometres.",
        "play something with a ball. Rules optional.",
        "take the long way to breakfast.",
        "stairs of the old town, two rounds, then ice cream.",
        "stop halfway and look round. That is the point of outside.",
    ],
    [
        "ten minutes of stretching with the radio on.",
        "write down three things your body did for you this week.",
        "lie on the floor, hand on the belly, and just breathe.",
        "prepare Monday's breakfast. Future you says thanks.",
        "a day without numbers. No steps, no pace, no scale.",
        "long walk, slow talk.",
        "yoga for people who do not do yoga: child's pose, two minutes.",
        "clean your water bottle. You know why.",
        "say no to one thing and yes to an early night.",
        "look at the week: where do three workouts fit without a fight?",
        "call the friend you always run with. Not to run.",
        "be as kind to yourself as you are to a beginner.",
    ],
];

pub(super) const CLOSERS: &[&str] = &[
    "",
    "",
    "Save it for later 📌",
    "Tell us how it went 👇",
    "Tag your training buddy.",
    "Who is in?",
    "Try it and report back 💚",
    "Small things add up.",
    "Yes, it counts.",
    "Send it to someone who needs it.",
    "Coach Noor approves ✔️",
    "We do it too, watch the stories.",
];

pub(super) const TIP_TAG: &str = "#BriskTip";

/// Second posts of the challenge.
pub(super) const CHALLENGE: &[&str] = &[
    "Day {d} of #Brisk30. Check in with a 🔥 if today's session is done.",
    "{d} days in! Here is what 400 of you told us about keeping going.",
    "#Brisk30 day {d}: the short version for busy people. Eight minutes, no kit.",
    "Halfway feelings? Coach Noor answers your three most asked questions. Day {d}.",
    "Your photos of week {w}. We read every caption. #Brisk30",
    "Day {d}: legs complain, hearts don't. Follow-along in the reel. #Brisk30",
    "Meet Amaya, 58, who had not run since school. Day {d} and she leads her group. #Brisk30",
];
pub(super) const CHALLENGE_START: &str =
    "It starts today: #Brisk30. Thirty days, one small session a day, all levels. Comment IN and bring a friend 💚";
pub(super) const CHALLENGE_END: &str = "Thirty days. You did it. Post your before-and-after feeling (not your weight) and we draw ten bands sets. #Brisk30";

pub(super) const PRODUCTS: &[&str] = &[
    "New in the shop: loop bands made of natural rubber, three strengths. Link in bio.",
    "App update: build a workout from your saved tips. What shall we add next?",
    "Back in stock: the cork mat that outlives trends. Link in bio.",
    "Group classes open for {m}. 24 places, two coaches, one terrace.",
    "We repaired 112 jump ropes last year. Bring yours, repairs stay free.",
    "The {m} plan is out: three days a week, 25 minutes, no jumping for the neighbours' sake.",
    "Five years of Briskway. Thank you for every squat. 15 % off until Sunday, link in bio.",
    "Shop or skip? We are thinking of a travel kit. Vote in the comments.",
    "Team day: we close on Friday and walk 18 km. See you on Saturday.",
    "New coach on board: Tomé teaches calm strength on Thursdays.",
];

pub(super) const STORIES: &[&str] = &[
    "Poll: morning or evening training?",
    "Ask Coach Noor anything, open until tonight",
    "This or that: hills or intervals?",
    "Behind the scenes at the reel shoot",
    "Your best #BriskTip of the month, vote now",
    "Quiz: how long should you hold a stretch?",
];

pub(super) const VIRAL: [&str; 2] = [
    "What eight hours of sitting do to your hips, shown with a paper clip 📎 Fix in three moves.",
    "The office-chair stretch that made our accountant cry with joy. 40 seconds. Show it at work.",
];

/// The advert that starts the crisis, and what Briskway says, Monday to Friday.
pub(super) const CRISIS_POSTS: [&str; 5] = [
    "Drop 8 kilos in 3 weeks with the new SprintPlan! Only this week. Link in bio.",
    "We have read your comments about yesterday's advert and are looking into how it went out. We answer today.",
    "The advert promised what nobody should promise. It is withdrawn. It was our mistake to let an agency post without a second pair of eyes. We are sorry.",
    "What changes: no more weight promises, every advert is read by a coach, and refunds for everyone who bought SprintPlan. Details in the caption.",
    "Live tonight at 19:00: Coach Noor and our founder answer everything about the advert. Bring the hard questions.",
];

/// What people say under any post.
#[rustfmt::skip]
pub(super) const PRAISE: &[&str] = &[
    "Needed this today 🙏", "Love these daily tips!", "Saving this one", "So simple and so good", "Doing it right now 😄", "This is the account I open first in the morning",
    "Short and useful, thank you", "Okay this actually works", "Sent to my whole office", "Gracias, me encanta 💚", "Best one this week", "I feel caught 😂", 
    "Printed it for the fridge", "Coach Noor is a treasure", "Trying this with the kids tonight", "Great reminder", "Third week in a row, still here 💪", "Merci, c'est parfait", "Yes yes yes",
    "More of these please!", "Pure gold ✨", "Muito bom, obrigada!", "Reading this on the bus, standing", "Who writes these? Give them a raise", 
    "My team chat thanks you", "You make it sound easy, and it is", "Exactly the right day for it", "❤️❤️", "👏👏👏", "🔥", "💚", "🙌", "😂😂", "So true",
];
/// What they say when it is about moving.
#[rustfmt::skip]
pub(super) const PRAISE_MOVING: &[&str] = &[
    "My physio says the same!", "Finally a tip without equipment 👏", "My mum (67) does these with me", "My hips made a noise like an old door", "Why is this so much harder on the left?",
    "Did it in the lift. Alone, luckily.", "The dog joined in", "Ouch. Thank you. Ouch.", "My back says hello and thanks", "Easy, they said 😅", "Works in jeans, tested",
];
/// What they say when it is about food.
#[rustfmt::skip]
pub(super) const PRAISE_KITCHEN: &[&str] = &[
    "Made it tonight, the kids asked for more", "Into the lunch box it goes", "My grandmother always said that", "Finally food without a blender", "Works with beans too", "Add a squeeze of lemon, trust me",
    "The biscuit tin is watching me", "Bought kohlrabi because of you. Now what?", "Cheap, quick, good. Sold.", "Meal plan for three dinners: done ✅",
];

/// What people tell about themselves: `{k}` is a small number, `{n}` a larger one.
#[rustfmt::skip]
pub(super) const PROGRESS: &[&str] = &[
    "{k} days in a row ✅", "Week {k} and the stairs at work feel shorter", "Back after a cold, starting small again", "Slept nine hours last night, coincidence?", "I only did half but I did it",
    "Got my neighbour to join, now we are two", "Two kids and {k} minutes, it is possible", "One year with Briskway today 🎂", "Fewer headaches since I follow you, just saying", "New job, same habit. Day {k}.",
    "I used to skip these. Not any more.", "Six months ago I would have laughed at this. Look at me now",
];
#[rustfmt::skip]
pub(super) const PROGRESS_MOVING: &[&str] = &[
    "Did {k} of these before breakfast, who am I", "Could hold it for {n} seconds today, last month it was ten", "My knees stopped complaining since I do this", "First 5 km without walking!! {n} minutes and I don't care",
    "Did it in the hotel room, no excuses", "Managed {n} squats, then the sofa", "Tried it in the rain. Ten out of ten.", "My watch thinks I am asleep, my legs disagree", "Personal best: {n} seconds of plank", "Touched my toes. TOUCHED MY TOES.",
];

/// Neutral ones first: from the second week on all of them fit.
#[rustfmt::skip]
pub(super) const CHECK_INS: &[&str] = &[
    "Day {d} done ✅", "{d}/30 🔥", "IN! 🙋", "Day {d}: sweaty and proud", "Day {d} in the living room, cat as a coach", "Day {d} done at 6 am before the shift", "🔥🔥", "Day {d}. Legs of jelly.", "Day {d} with my dad on video call 💚",
    "Missed yesterday, did two today. Day {d}!", "My team of four is still complete, day {d}", "Did not believe I would reach day {d}", "Stairs are easy now. Day {d}", "Sent day {d} to my sister, she started too", "Day {d}: rain, no excuse left",
];
pub(super) const CHECK_INS_EARLY: usize = 9;

/// What people ask, and what the team answers: any day.
#[rustfmt::skip]
pub(super) const QUESTIONS: &[(&str, &str)] = &[
    ("Which song was in yesterday's story?", "It is from the free library, look for “Morning Loop”."),
    ("Do the bands come in longer sizes?", "The long ones arrive next month. Leave your mail in the shop and you get a note."),
    ("Where do I find the plan in the app?", "Home → Plans → All. If it hides, close the app once, it then turns up."),
    ("Morning or evening, what is better?", "The one you will really do. Seriously."),
    ("Will there be a class in the north of the city?", "We are looking at a hall near the river. News in the stories."),
    ("How long until one feels a difference?", "Most people tell us three to four weeks. Sleep counts as well."),
    ("Is the mat latex-free?", "It is cork on natural rubber, so there is latex in it. With an allergy please take the wool one."),
    ("Can I start the plan in the middle of the month?", "Any day is day one. Jump in!"),
    ("Does the app work offline?", "Saved workouts do, the community feed does not."),
    ("Do you ship to Portugal?", "We do, three to five days."),
    ("Are the classes okay for a complete beginner?", "Made for you. Tell the coach at the start and stand where you like."),
    ("Can my 14-year-old join?", "With a parent in the room, gladly."),
    ("What does Noor eat before training?", "Toast with peanut butter and a banana. Every. Single. Time."),
    ("Is there a tip archive somewhere?", "In the app under Tips, sorted by weekday. Or follow the hashtag."),
];
/// The same when it is about moving.
#[rustfmt::skip]
pub(super) const QUESTIONS_MOVING: &[(&str, &str)] = &[
    ("Is this okay with a herniated disc?", "Please ask your physio first. If you get a yes, start with half the range and stop at any sharp pain."),
    ("How many times a week would you do it?", "Three times a week is plenty, with a day in between."),
    ("Can I do this when pregnant (month 5)?", "Check with your midwife please. Our prenatal list in the app has gentler versions 💚"),
    ("Is there a version for bad wrists?", "Yes! Do it on your forearms or with fists on a towel."),
    ("My heels lift in the squat, what can I do?", "Put a book under them, and do the ankle circles from Monday for two weeks."),
    ("My knee clicks. Stop or go on?", "Clicks without pain are fine. Pain means stop and have it looked at."),
    ("Before or after the run?", "After, when you are warm. Before, keep it short and lively."),
    ("Any alternative without kneeling?", "Do it standing with your hands on a table, same idea."),
];

/// What members say to one another.
pub(super) const FRIENDS: &[&str] = &[
    "Same here!",
    "You can do it 💪",
    "Haha yes",
    "Well done!!",
    "Let's do it together on Saturday?",
    "That's amazing",
    "Thanks for the push 🙏",
    "It gets easier after week two",
    "Me too, you are not alone",
    "Wow, how long did it take you?",
    "Proud of you!",
    "I use a chair for it, helps a lot",
    "Rest is fine too ❤️",
    "Inspiring",
];

/// What the team says to praise and progress.
pub(super) const CHEERS: &[&str] = &[
    "That makes our day 💚",
    "Look at you go!",
    "Small steps, big change. Well done.",
    "We are stealing that sentence 😄",
    "Thank you for telling us!",
    "Coach Noor is clapping.",
    "Keep us posted!",
    "Take it easy tomorrow, you earned it.",
];

/// What people say in the crisis week, the first hours and after.
pub(super) const ANGER: &[&str] = &[
    "8 kilos in 3 weeks?? Are you serious?",
    "This is dangerous and you know it.",
    "I followed you because you were NOT like this.",
    "As a dietitian: take this down, please.",
    "I have recovered from an eating disorder. Seeing this here hurts.",
    "So all the “be kind to yourself” was marketing?",
    "Unfollowing. Sad.",
    "Who signed this off?",
    "My daughter follows you. She is 15.",
    "Still waiting for an answer.",
    "Deleting comments now? Not a good look.",
    "I want my money back for SprintPlan.",
    "How do I cancel?",
    "That's not the Briskway I know",
    "Very disappointed 👎",
    "Two years a member and then this.",
    "No study in the world supports that number.",
    "👎👎",
    "Which coach put their name to this?",
];
pub(super) const AFTERMATH: &[&str] = &[
    "Thank you for the apology. It took a day too long.",
    "Fair enough, mistakes happen. Show us you mean it.",
    "Refund arrived today, thanks.",
    "I will watch and see.",
    "Honest words, I stay.",
    "An agency is no excuse, but thanks for saying it.",
    "Respect for answering here.",
    "Good that coaches read the ads from now on.",
    "Everyone deserves a second chance ❤️",
];
pub(super) const HOLDING: &[&str] = &[
    "You are right to ask. The advert is withdrawn and we are sorry.",
    "We hear you. It should never have gone out.",
    "Refunds are open for everyone, no reason needed: link in bio.",
    "Thank you for saying it plainly. Noor reads along and answers here today.",
    "We do not delete criticism, only insults. Your comment stays.",
    "I am sorry this hurt you. Please take care, we have written to you.",
];

/// What goes too far.
pub(super) const INSULTS: &[&str] =
    &["Liars and cheats, all of you 🤬", "Clowns 🤡", "You people are disgusting", "Hope you go broke"];
