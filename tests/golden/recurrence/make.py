"""Makes rules.txt and examples.txt: what python-dateutil says of recurrence rules. Run by hand: python make.py

rules.txt: made-up rules. examples.txt: the examples of RFC 5545, section 3.8.5.3, without zones (tests/recurrence.rs has some of its own lists).
Each line: rule, start, the first occurrences, separated by tabs. A line that ends in "." has no more occurrences.

Left out, because python-dateutil reads them differently from RFC 5545: BYWEEKNO without a day (the RFC takes the
start's weekday), and BYSETPOS of a first week that the start cuts (the RFC counts from the week's beginning).
"""
import datetime, itertools, random, signal
import dateutil
from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MOST = 12


class Slow(Exception):
    pass


def stop(*_):
    raise Slow


signal.signal(signal.SIGALRM, stop)


def line(rule, start, most=MOST):
    """None where the answer takes too long, or the rule is refused (it can never happen)."""
    signal.alarm(1)
    try:
        found = list(itertools.islice(rrulestr(rule, dtstart=start), most + 1))
    except (Slow, ValueError):
        return None
    finally:
        signal.alarm(0)
    dates = ",".join(date.strftime("%Y%m%dT%H%M%S") for date in found[:most])
    return f"{rule}\t{start:%Y%m%dT%H%M%S}\t{dates}{'' if len(found) > most else '.'}"


def some(random, values, most):
    return sorted(random.sample(values, random.randint(1, most)))


def made(random):
    start = datetime.datetime(random.randint(1990, 2030), random.randint(1, 12), random.randint(1, 28),
                              random.randint(0, 23), random.choice([0, 0, 15, 30, 59]), 0)
    if random.random() < 0.15:
        start = random.choice([datetime.datetime(2024, 2, 29, 9), datetime.datetime(2023, 12, 31, 23, 30),
                               datetime.datetime(2027, 1, 31, 8), datetime.datetime(2020, 1, 1)])
    frequency = random.choice(["YEARLY"] * 5 + ["MONTHLY"] * 5 + ["WEEKLY"] * 4 + ["DAILY"] * 3
                              + ["HOURLY", "HOURLY", "MINUTELY", "SECONDLY"])
    parts = {"FREQ": frequency}
    if random.random() < 0.5:
        parts["INTERVAL"] = random.choice([2, 2, 3, 4, 5, 7, 10, 18, 40])
    chance = random.random
    signed = lambda most: [n for n in range(-most, most + 1) if n]
    if chance() < 0.3:
        parts["BYMONTH"] = some(random, range(1, 13), 3)
    if frequency == "YEARLY" and chance() < 0.25:
        parts["BYWEEKNO"] = some(random, [1, 2, 10, 20, 26, 52, 53, -1, -2, -10], 3)
    if frequency in ("YEARLY", "HOURLY", "MINUTELY") and "BYWEEKNO" not in parts and chance() < 0.2:
        parts["BYYEARDAY"] = some(random, [1, 2, 60, 100, 200, 365, 366, -1, -2, -100, -306, -366], 4)
    if frequency != "WEEKLY" and chance() < 0.3 and not {"BYWEEKNO", "BYYEARDAY"} & set(parts):
        parts["BYMONTHDAY"] = some(random, signed(31), 4)
    if "BYWEEKNO" in parts or chance() < 0.5:
        days = some(random, DAYS, 4)
        if frequency in ("YEARLY", "MONTHLY") and "BYWEEKNO" not in parts and chance() < 0.6:
            most = 53 if frequency == "YEARLY" and "BYMONTH" not in parts and chance() < 0.5 else 5
            days = [f"{random.choice(signed(most))}{day}" for day in days]
        parts["BYDAY"] = days
    if chance() < 0.25:
        parts["BYHOUR"] = some(random, range(24), 3)
    if chance() < 0.2:
        parts["BYMINUTE"] = some(random, range(60), 3)
    if chance() < 0.1:
        parts["BYSECOND"] = some(random, range(60), 2)
    if chance() < 0.3:
        parts["WKST"] = random.choice(["SU", "SA", "WE", "TU"])
    if len(set(parts) - {"FREQ", "INTERVAL", "WKST"}) and chance() < 0.25:
        parts["BYSETPOS"] = some(random, [1, 2, 3, -1, -2, 5, -7], 2)
    end = chance()
    if end < 0.25:
        parts["COUNT"] = random.choice([1, 2, 3, 5, 8, 30])
    elif end < 0.4:
        parts["UNTIL"] = (start + datetime.timedelta(days=random.choice([3, 40, 400, 2000]))).strftime("%Y%m%dT%H%M%S")
    if frequency == "WEEKLY" and "BYSETPOS" in parts:
        start -= datetime.timedelta(days=(start.weekday() - DAYS.index(parts.get("WKST", "MO"))) % 7)
    text = ";".join(f"{key}={','.join(map(str, value)) if isinstance(value, list) else value}"
                    for key, value in parts.items())
    return text, start


NINE = "19970902T090000"
EXAMPLES = [
    ("FREQ=DAILY;COUNT=10", NINE), ("FREQ=DAILY;UNTIL=19971224T000000", NINE), ("FREQ=DAILY;INTERVAL=2", NINE),
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", NINE),
    ("FREQ=YEARLY;UNTIL=20000131T090000;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "19980101T090000"),
    ("FREQ=DAILY;UNTIL=20000131T090000;BYMONTH=1", "19980101T090000"),
    ("FREQ=WEEKLY;COUNT=10", NINE), ("FREQ=WEEKLY;UNTIL=19971224T000000", NINE),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", NINE), ("FREQ=WEEKLY;UNTIL=19971007T000000;WKST=SU;BYDAY=TU,TH", NINE),
    ("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", NINE),
    ("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000;WKST=SU;BYDAY=MO,WE,FR", "19970901T090000"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", NINE),
    ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "19970905T090000"),
    ("FREQ=MONTHLY;UNTIL=19971224T000000;BYDAY=1FR", "19970905T090000"),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "19970907T090000"),
    ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "19970922T090000"), ("FREQ=MONTHLY;BYMONTHDAY=-3", "19970928T090000"),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", NINE), ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "19970930T090000"),
    ("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "19970910T090000"),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", NINE), ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "19970610T090000"),
    ("FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "19970310T090000"),
    ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "19970101T090000"),
    ("FREQ=YEARLY;BYDAY=20MO", "19970519T090000"), ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "19970512T090000"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "19970313T090000"), ("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "19970605T090000"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", NINE),
    ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "19970913T090000"),
    ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "19961105T090000"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "19970904T090000"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929T090000"),
    ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", NINE), ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", NINE),
    ("FREQ=MINUTELY;INTERVAL=90;COUNT=4", NINE),
    ("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", NINE),
    ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", NINE),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "19970805T090000"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805T090000"),
    ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "20070115T090000"),
]


def main():
    head = f"# Made by make.py with python-dateutil {dateutil.__version__}. Rule, start, first occurrences."
    with open("examples.txt", "w") as file:
        print(head, file=file)
        for rule, start in EXAMPLES:
            print(line(rule, datetime.datetime.strptime(start, "%Y%m%dT%H%M%S"), 120 if "UNTIL" in rule else 60), file=file)
    source = random.Random(5545)
    with open("rules.txt", "w") as file:
        print(head, file=file)
        lines = 0
        while lines < 260:
            if text := line(*made(source)):
                # One rule in four that never happens is enough.
                if not text.endswith("\t.") or source.random() < 0.25:
                    print(text, file=file)
                    lines += 1


main()
