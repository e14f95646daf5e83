//! The image while it is painted: a text that grows, and the few marks that everything is made of.
use super::super::geometry::{Point, Rect};
use super::text::safe;
use std::fmt::Write;

/// Lines and letters.
pub const INK: &str = "#22292f";
/// What lies inside of a shape.
pub const PAPER: &str = "#ffffff";
/// What is running.
const RUNNING: &str = "#0b7285";
/// What is stuck.
const STUCK: &str = "#c92a2a";
/// What was passed.
pub const PASSED: &str = "#0ca678";

/// The image while it is painted.
#[derive(Default)]
pub struct Paint {
    body: String,
}

/// How a line looks.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    pub stroke: &'a str,
    pub width: f64,
    /// As `stroke-dasharray` says it; empty is a whole line.
    pub dashes: &'a str,
}

impl<'a> Line<'a> {
    /// A whole line.
    pub fn solid(stroke: &'a str, width: f64) -> Self {
        Line { stroke, width, dashes: "" }
    }

    fn attributes(&self) -> String {
        let dashes =
            if self.dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", self.dashes) };
        format!(" stroke=\"{}\" stroke-width=\"{}\"{dashes}", self.stroke, round(self.width))
    }
}

/// A number as short as it can be told to a tenth.
pub fn round(value: f64) -> String {
    let text = format!("{value:.1}");
    let short = text.strip_suffix(".0").unwrap_or(&text);
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

impl Paint {
    /// Begins what belongs to an element.
    pub fn open(&mut self, id: &str) {
        let _ = write!(self.body, "<g data-element=\"{}\">", safe(id));
    }

    /// Begins what tells that an element was `added`, `changed` or `removed`.
    pub fn marked(&mut self, what: &str, id: &str) {
        let _ = write!(self.body, "<g data-{what}=\"{}\">", safe(id));
    }

    /// Ends it.
    pub fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    pub fn rect(&mut self, rect: Rect, radius: f64, fill: &str, line: Line<'_>) {
        let Rect { x, y, width, height } = rect;
        let _ = write!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{fill}\"{}/>",
            round(x),
            round(y),
            round(width),
            round(height),
            round(radius),
            line.attributes()
        );
    }

    pub fn circle(&mut self, middle: Point, radius: f64, fill: &str, line: Line<'_>) {
        let _ = write!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\"{}/>",
            round(middle.x),
            round(middle.y),
            round(radius.max(0.0)),
            line.attributes()
        );
    }

    /// A path; what it says is made of numbers and letters of ours.
    pub fn path(&mut self, path: &str, fill: &str, line: Line<'_>) {
        let _ =
            write!(self.body, "<path d=\"{path}\" fill=\"{fill}\" stroke-linejoin=\"round\"{}/>", line.attributes());
    }

    /// A path drawn in a box of 20 by 20 around a point, so many times as large.
    pub fn symbol(&mut self, middle: Point, scale: f64, path: &str, fill: &str, line: Line<'_>) {
        let (x, y) = (middle.x - 10.0 * scale, middle.y - 10.0 * scale);
        let _ = write!(self.body, "<g transform=\"translate({} {}) scale({scale:.3})\">", round(x), round(y));
        self.path(path, fill, line);
        self.body.push_str("</g>");
    }

    /// Lines of text, the first at this height; `anchor` is `start`, `middle` or `end`.
    pub fn lines(&mut self, lines: &[String], x: f64, y: f64, size: f64, anchor: &str) {
        for (number, line) in lines.iter().enumerate() {
            let y = y + number as f64 * size * 1.25;
            let _ = write!(
                self.body,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\" fill=\"{INK}\">{}</text>",
                round(x),
                round(y),
                round(size),
                safe(line)
            );
        }
    }

    /// The same from below upwards.
    pub fn upright(&mut self, line: &str, x: f64, y: f64, size: f64) {
        let (x, y) = (round(x), round(y));
        let _ = write!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" text-anchor=\"middle\" fill=\"{INK}\" \
             transform=\"rotate(-90 {x} {y})\">{}</text>",
            round(size),
            safe(line)
        );
    }

    /// How many tokens and incidents are there: at the lower corners, so that no name is covered.
    pub fn badges(&mut self, bounds: Rect, tokens: u64, incidents: u64) {
        let Rect { x, y, width, height } = bounds;
        let mut badge = |at: f64, count: u64, colour: &str| {
            let text = count.to_string();
            let wide = 9.0 + 7.0 * text.len() as f64;
            let plate = Rect { x: at - wide / 2.0, y: y + height - 9.0, width: wide, height: 18.0 };
            self.rect(plate, 9.0, colour, Line::solid(PAPER, 1.5));
            let _ = write!(
                self.body,
                "<text x=\"{}\" y=\"{}\" font-size=\"12\" font-weight=\"bold\" text-anchor=\"middle\" \
                 fill=\"{PAPER}\">{text}</text>",
                round(at),
                round(y + height + 4.0)
            );
        };
        if tokens > 0 {
            badge(x + 4.0, tokens, RUNNING);
        }
        if incidents > 0 {
            badge(x + width - 4.0, incidents, STUCK);
        }
    }

    /// The whole image.
    pub fn image(self, frame: Rect) -> String {
        let Rect { x, y, width, height } = frame;
        let [x, y, width, height] = [x, y, width, height].map(round);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" font-family=\"system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', \
             sans-serif\">\n<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n{}</svg>\n",
            self.body
        )
    }
}
