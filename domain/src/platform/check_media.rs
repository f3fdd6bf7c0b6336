//! What stands in the way of a draft's images and videos on a network.

use super::{
    check::{Draft, Field, Findings, Level, Media, MediaKind, many},
    count::plain_length,
    facts::PlatformFacts,
};

pub(super) fn media(draft: &Draft, facts: &PlatformFacts, findings: &mut Findings) {
    whole(draft, facts, findings);
    for (position, media) in draft.media.iter().enumerate() {
        let field = Field::MediaItem(position);
        description(media, field, facts, findings);
        format(media, field, facts, findings);
        weight(media, field, facts, findings);
        ratio(media, field, facts, findings);
        duration(media, field, facts, findings);
    }
}

fn whole(draft: &Draft, facts: &PlatformFacts, findings: &mut Findings) {
    let label = facts.label();
    let of = |kind: MediaKind| draft.media.iter().filter(|media| media.kind == kind).count();
    let (videos, gifs) = (of(MediaKind::Video), of(MediaKind::Gif));
    if facts.video_required && videos == 0 {
        findings.add("video_missing", Level::Error, Field::Media, format!("{label} needs a video."));
    } else if facts.media_required && draft.media.is_empty() {
        findings.add("media_missing", Level::Error, Field::Media, format!("{label} needs an image or a video."));
    }
    for (rule, count, most, noun) in [
        ("too_many_media", draft.media.len(), facts.media_max, "attachment"),
        ("too_many_videos", videos, facts.videos_max, "video"),
        ("too_many_gifs", gifs, facts.gifs_max, "GIF"),
    ] {
        if let Some(most) = most.filter(|most| count > *most as usize) {
            let message = format!("{}; {label} takes {most} at most in one post.", many(count, noun));
            findings.add(rule, Level::Error, Field::Media, message);
        }
    }
    if !facts.mixed_media && videos > 0 && videos < draft.media.len() {
        let message = format!("{label} takes images or a video in one post, not both.");
        findings.add("mixed_media", Level::Error, Field::Media, message);
    }
}

fn description(media: &Media, field: Field, facts: &PlatformFacts, findings: &mut Findings) {
    let described = if media.kind == MediaKind::Video { facts.alt_videos } else { facts.alt_images };
    if !described {
        return;
    }
    let alt = media.alt.trim();
    if alt.is_empty() {
        let what = if media.kind == MediaKind::Video { "video" } else { "image" };
        let message = format!("Alt text is missing: say what the {what} shows, for those who do not see it.");
        findings.add("alt_missing", Level::Warning, field, message);
        return;
    }
    let length = plain_length(alt, facts.counter);
    if let Some(limit) = facts.alt_max.map(|limit| limit as usize).filter(|limit| length > *limit) {
        let message =
            format!("Alt text is {} over what {} takes ({limit}).", many(length - limit, "character"), facts.label());
        findings.add("alt_too_long", Level::Error, field, message);
    }
    if alt.eq_ignore_ascii_case(media.name) && ending(alt).is_some() {
        let message = "Alt text is the name of the file: say what is to be seen instead.".to_owned();
        findings.add("alt_is_file_name", Level::Warning, field, message);
    }
}

fn format(media: &Media, field: Field, facts: &PlatformFacts, findings: &mut Findings) {
    let known = if media.kind == MediaKind::Video { &facts.video_formats } else { &facts.image_formats };
    let Some(own) = ending(media.name).filter(|_| !known.is_empty()) else { return };
    if !known.iter().any(|format| format.eq_ignore_ascii_case(own)) {
        let what = if media.kind == MediaKind::Video { "videos" } else { "images" };
        let taken: Vec<String> = known.iter().map(|format| format.to_uppercase()).collect();
        let message = format!("{} takes {what} as {}, not {}.", facts.label(), taken.join(", "), own.to_uppercase());
        findings.add("format", Level::Error, field, message);
    }
}

fn weight(media: &Media, field: Field, facts: &PlatformFacts, findings: &mut Findings) {
    let most = match media.kind {
        MediaKind::Image => facts.image_bytes_max,
        MediaKind::Gif => facts.gif_bytes_max.or(facts.image_bytes_max),
        MediaKind::Video => facts.video_bytes_max,
    };
    let Some((bytes, most)) = media.bytes.zip(most).filter(|(bytes, most)| bytes > most) else { return };
    // Many apps make images smaller on the way; videos are refused.
    let (level, end) = match media.kind {
        MediaKind::Video => (Level::Error, ""),
        _ => (Level::Warning, " It may be refused, or made smaller."),
    };
    let message = format!("{} is more than {} takes ({}).{end}", megabytes(bytes), facts.label(), megabytes(most));
    findings.add("too_large", level, field, message);
}

fn ratio(media: &Media, field: Field, facts: &PlatformFacts, findings: &mut Findings) {
    let Some((width, height)) = media.width.zip(media.height).filter(|_| media.kind != MediaKind::Video) else {
        return;
    };
    if width == 0 || height == 0 {
        return;
    }
    // A pixel more or less is no other ratio.
    const TOLERANCE: f64 = 0.01;
    let ratio = f64::from(width) / f64::from(height);
    let shape = if facts.image_ratio_max.is_some_and(|most| ratio > most + TOLERANCE) {
        "wider"
    } else if facts.image_ratio_min.is_some_and(|least| ratio < least - TOLERANCE) {
        "taller"
    } else {
        return;
    };
    let sizes: Vec<String> = facts
        .image_sizes
        .iter()
        .filter(|size| !matches!(size.name.as_str(), "Profile picture" | "Cover"))
        .map(|size| format!("{} × {}", size.width, size.height))
        .collect();
    let advice = if sizes.is_empty() { String::new() } else { format!(" Good sizes: {}.", sizes.join(", ")) };
    let message = format!("{width} × {height} is {shape} than {} shows; it will be cropped.{advice}", facts.label());
    findings.add("image_shape", Level::Warning, field, message);
}

fn duration(media: &Media, field: Field, facts: &PlatformFacts, findings: &mut Findings) {
    let Some(seconds) = media.seconds.filter(|seconds| media.kind == MediaKind::Video && seconds.is_finite()) else {
        return;
    };
    let label = facts.label();
    if let Some(most) = facts.video_seconds_max.filter(|most| seconds > *most) {
        let message = format!("The video is longer than {label} takes ({}).", crate::model::words::duration(most));
        findings.add("video_too_long", Level::Error, field, message);
    } else if let Some(least) = facts.video_seconds_min.filter(|least| seconds < *least) {
        let message = format!("The video is shorter than {label} takes ({least} s).");
        findings.add("video_too_short", Level::Error, field, message);
    }
}

/// The ending of a file's name, without the point.
fn ending(name: &str) -> Option<&str> {
    let (stem, ending) = name.trim().rsplit_once('.')?;
    let plain = (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (!stem.is_empty() && plain).then_some(ending)
}

/// “5.2 MB”; whole numbers without decimals.
fn megabytes(bytes: u64) -> String {
    let (value, unit) = if bytes >= 1_000_000_000 { (bytes as f64 / 1e9, "GB") } else { (bytes as f64 / 1e6, "MB") };
    let text = format!("{value:.1}");
    format!("{} {unit}", text.strip_suffix(".0").unwrap_or(&text))
}
