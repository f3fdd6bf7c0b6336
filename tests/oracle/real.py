"""Real data sets, read by pandas from the files as they were published; nothing of Hearth's import is used."""

import numpy as np
import pandas as pd

from facts import METRICS

EMPTY = {
    "members": ("id", "source", "staff", "bot", "joined"),
    "posts": ("id", "source", "channel", "time", "stated_weekday", "stated_hour", "type", "paid", *METRICS),
    "activities": ("id", "source", "channel", "member", "time", "kind", "reply_to", "parent", "thread", "likes"),
    "channel_days": ("channel", "day", "followers", "gained", "visits"),
}
TEXTS = ("id", "source", "channel", "type", "kind", "reply_to", "thread")


class Tables:
    """The four tables, those that are not given empty; columns that are not given missing."""

    def __init__(self, **tables):
        for name, columns in EMPTY.items():
            given = tables.get(name, pd.DataFrame())
            filled = pd.DataFrame(index=given.index)
            for column in columns:
                if column in given:
                    filled[column] = given[column]
                elif column in TEXTS:
                    filled[column] = ""
                else:
                    filled[column] = np.nan
                if column not in TEXTS:
                    filled[column] = filled[column].astype(float)
            setattr(self, name, filled.reset_index(drop=True))


def facebook(file, settings):
    """Moro et al. (2016): weekdays from 1 = Sunday, no dates."""
    raw = pd.read_csv(file, sep=";")
    return Tables(posts=pd.DataFrame({
        "id": raw.index.astype(str), "stated_weekday": (raw["Post Weekday"] + 5) % 7, "stated_hour": raw["Post Hour"] % 24,
        "type": raw["Type"], "paid": raw["Paid"], "followers": raw["Page total likes"],
        "reach": raw["Lifetime Post Total Reach"], "impressions": raw["Lifetime Post Total Impressions"],
        "clicks": raw["Lifetime Post Consumptions"], "comments": raw["comment"], "likes": raw["like"], "shares": raw["share"],
    }))


def instants(clock, zone):
    """Local clock times as ms since 1970, UTC; one that is shown twice is the first, one that is skipped moves on."""
    clock = clock.dt.tz_localize(zone, ambiguous=np.ones(len(clock), bool), nonexistent=pd.Timedelta("1h"))
    return clock.dt.tz_convert("UTC").dt.tz_localize(None).astype("datetime64[ms]").astype("int64")


def thailand(file, settings):
    """Facebook sellers in Thailand (2018): month/day/year; a post listed twice is the same post."""
    raw = pd.read_csv(file).drop_duplicates("status_id", keep="last")
    return Tables(posts=pd.DataFrame({
        "id": raw["status_id"], "type": raw["status_type"].str.capitalize(),
        "time": instants(pd.to_datetime(raw["status_published"], format="%m/%d/%Y %H:%M"), settings["zone"]),
        "likes": raw["num_reactions"], "comments": raw["num_comments"], "shares": raw["num_shares"],
    }))


def cdnow(file, settings):
    """CDNOW (Fader & Hardie 2001): customers as members, purchases as activities."""
    raw = pd.read_csv(file, sep=r"\s+", header=None, names=["customer", "day", "quantity", "amount"], dtype=str)
    raw = raw[raw["customer"].str.isdigit()]
    days = pd.to_datetime(raw["day"], format="%Y%m%d")
    members, names = pd.factorize(raw["customer"])
    return Tables(
        members=pd.DataFrame({"id": names}),
        activities=pd.DataFrame({
            "id": raw.index.astype(str), "member": members, "time": (days.dt.normalize() - pd.Timestamp(0)).dt.days
            * 86_400_000, "kind": "purchase"}, index=raw.index),
    )


def reddit(file, settings):
    """The best 1 000 posts of 109 subreddits (2013)."""
    raw = pd.read_csv(file)
    return Tables(posts=pd.DataFrame({
        "id": raw["id"], "channel": raw["subreddit"], "time": raw["created_utc"] * 1000, "likes": raw["score"],
        "comments": raw["num_comments"],
    }))


FILES = {"facebook": facebook, "thailand": thailand, "reddit": reddit, "cdnow": cdnow}
