"""The facts of a community as they lie in the files, and the days that a zone makes of their instants."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

DAY_MS = 86_400_000
MESSAGES = ("post", "comment", "reply")
UNCOUNTED = ("join", "leave", "moderation")
METRICS = ("impressions", "reach", "views", "likes", "comments", "shares", "saves", "clicks", "followers")
EPOCH = pd.Timestamp("1970-01-01")


def number_of(day):
    """2026-11-22 as days since 1970."""
    return (pd.Timestamp(day) - EPOCH).days


def text_of(day):
    return (EPOCH + pd.Timedelta(days=int(day))).strftime("%Y-%m-%d")


def local(instants, zone):
    """Day, weekday (0 Monday) and hour that a clock of the zone shows; NaN without an instant."""
    clock = pd.to_datetime(instants.astype("Int64"), unit="ms", utc=True).dt.tz_convert(zone).dt.tz_localize(None)
    day = (clock.dt.normalize() - EPOCH).dt.days.astype(float)
    return day, clock.dt.weekday.astype(float), clock.dt.hour.astype(float)


def read(file, texts):
    table = pd.read_csv(file, dtype=str, keep_default_na=False, na_filter=False)
    for name in table.columns:
        if name not in texts:
            table[name] = pd.to_numeric(table[name].replace("", None))
            # Instants have 13 digits: exact as float64.
            table[name] = table[name].astype(float)
    return table


class Facts:
    """The four tables. Rows are numbered from 0; a missing number is NaN, a missing text is empty."""

    def __init__(self, folder):
        folder = Path(folder)
        self.members = read(folder / "members.csv", ("id", "source", "name", "batch"))
        self.posts = read(
            folder / "posts.csv", ("id", "source", "channel", "type", "title", "permalink", "batch")
        )
        self.activities = read(
            folder / "activities.csv", ("id", "source", "channel", "kind", "reply_to", "thread", "text", "batch")
        )
        self.channel_days = read(folder / "channel_days.csv", ("channel", "day", "batch"))
        self.channel_days["day"] = [float(number_of(day)) for day in self.channel_days["day"]]


@dataclass
class Query:
    """Which facts: days (both included), channels, types of post, paid."""

    period: tuple | None = None
    channels: list = field(default_factory=list)
    post_types: list = field(default_factory=list)
    paid: bool | None = None

    @classmethod
    def of(cls, query):
        period = query.get("period")
        period = period and (number_of(period["start"]), number_of(period["end"]))
        return cls(period, query["channels"], query["post_types"], query["paid"])

    def at(self, period):
        return Query(period, self.channels, self.post_types, self.paid)


def span(days):
    """First and last of some days."""
    days = np.asarray(days, dtype=float)
    days = days[~np.isnan(days)]
    return (int(days.min()), int(days.max())) if len(days) else None


def cut(days, period):
    """Days that data covers, cut to those asked for; None where none is left."""
    if days is None or period is None:
        return days
    start, end = max(days[0], period[0]), min(days[1], period[1])
    return (start, end) if start <= end else None


def widest(*spans):
    spans = [one for one in spans if one]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def step_of(day, grain, week_start):
    """The whole day, week or month that a day lies in."""
    if grain == "day":
        return (day, day)
    if grain == "week":
        # 1970-01-01 was a Thursday (3).
        start = day - (day + 3 - week_start) % 7
        return (start, start + 6)
    month = (EPOCH + pd.Timedelta(days=int(day))).to_period("M")
    return ((month.start_time - EPOCH).days, (month.end_time.normalize() - EPOCH).days)


def steps(days, grain, week_start):
    """The steps that cover some days, whole."""
    found, day = [], days[0]
    while day <= days[1]:
        found.append(step_of(day, grain, week_start))
        day = found[-1][1] + 1
    return found


def inside(days, period):
    """Which days lie in a period; NaN lies in none."""
    return (days >= period[0]) & (days <= period[1])


def divide(a, b):
    return a / b if b > 0 else None


class Community:
    """Facts under the settings of a workspace."""

    def __init__(self, facts, settings):
        self.facts, self.settings = facts, settings
        self.zone, self.week_start = settings["zone"], settings["week_start"]
        members = facts.members
        self.is_bot = (members["bot"] == 1).to_numpy()
        out = (members["staff"] == 1).to_numpy() | self.is_bot
        self.left_out = out if settings["exclude_staff"] else np.zeros(len(members), bool)
        self.joined_table = local(members["joined"], self.zone)[0].to_numpy()

        acts = facts.activities
        self.act_day, weekday, hour = (column.to_numpy() for column in local(acts["time"], self.zone))
        self.act_slot = weekday * 24 + hour
        self.act_member = acts["member"].to_numpy()
        self.act_time = acts["time"].to_numpy()
        self.act_kind = acts["kind"].to_numpy(dtype=object)
        self.act_channel = acts["channel"].to_numpy(dtype=object)
        self.has_member = ~np.isnan(self.act_member)
        staff = np.zeros(len(acts), bool)
        staff[self.has_member] = self.left_out[self.act_member[self.has_member].astype(int)]
        self.act_staff = staff
        self.action = ~staff & ~np.isin(self.act_kind, UNCOUNTED)
        self.message = np.isin(self.act_kind, MESSAGES)
        self.act_span = span(self.act_day)

        posts = facts.posts
        self.post_day, weekday, hour = (column.to_numpy() for column in local(posts["time"], self.zone))
        stated = posts["stated_weekday"].to_numpy() * 24 + posts["stated_hour"].to_numpy()
        self.post_slot = np.where(np.isnan(self.post_day), stated, weekday * 24 + hour)
        self.post_span = span(self.post_day)


def round_trip(value):
    """Numbers of numpy as those of Python, for JSON; NaN is no value."""
    if isinstance(value, dict):
        return {str(key): round_trip(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [round_trip(one) for one in value]
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    if isinstance(value, (np.integer, int)):
        return int(value)
    if isinstance(value, (np.floating, float)):
        return None if np.isnan(value) else float(value)
    return value
