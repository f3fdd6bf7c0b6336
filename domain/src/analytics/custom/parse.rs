//! Reads a formula: text in, a tree with the place of every part out. What names mean is not its business.
//!
//! Our own, some 300 lines, after a look at what there is (November 2026): `evalexpr` 13.1 is well kept but licensed under
//! the AGPL alone; `exmex` 0.21 is well kept, but its errors are sentences without a place, and it brings `regex`;
//! `fasteval` 0.2 (whose list of changes ends in January 2020) and its fork `fasteval2` give no place at all; `meval` 0.2
//! gives that of one character. None gives a tree with places, of which units and “did you mean” are made.

use super::Problem;
use std::ops::Range;

/// Where something stands in the formula, in bytes.
pub type Span = Range<usize>;

/// A part of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) node: Node,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Number(f64),
    Name(String),
    Text(String),
    Negate(Box<Part>),
    Binary(Op, Box<Part>, Box<Part>),
    /// A function's name, where it stands, and its arguments.
    Call(String, Span, Vec<Part>),
}

/// What stands between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Op {
    fn strength(self) -> u8 {
        match self {
            Self::Add | Self::Subtract => 1,
            Self::Multiply | Self::Divide => 2,
        }
    }
}

/// How many parentheses, signs and functions may stand in each other.
const DEEPEST: usize = 40;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Name(String),
    Text(String),
    Op(Op),
    Open,
    Close,
    Comma,
    End,
}

impl Token {
    fn words(&self) -> String {
        match self {
            Self::Number(_) => "this number".to_owned(),
            Self::Name(name) => format!("‘{name}’"),
            Self::Text(_) => "the text in quotation marks".to_owned(),
            Self::Op(op) => format!("‘{}’", ["+", "-", "*", "/"][*op as usize]),
            Self::Open => "‘(’".to_owned(),
            Self::Close => "‘)’".to_owned(),
            Self::Comma => "the comma".to_owned(),
            Self::End => "the end".to_owned(),
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    token: Token,
    span: Span,
    depth: usize,
    /// Whether a comma may stand here: between the arguments of a function.
    arguments: bool,
}

/// Reads a formula.
pub(super) fn parse(text: &str) -> Result<Part, Problem> {
    let mut parser = Parser { text, at: 0, token: Token::End, span: 0..0, depth: 0, arguments: false };
    parser.advance()?;
    if parser.token == Token::End {
        return Err(Problem::new(0..text.len(), "Write a formula, such as comments / posts."));
    }
    let part = parser.expression(0)?;
    match &parser.token {
        Token::End => Ok(part),
        Token::Close => Err(parser.problem("There is a ‘)’ too many.")),
        Token::Comma => Err(parser.comma()),
        other => {
            let what = other.words();
            Err(parser.problem(format!("Something is missing before {what}, such as + or /.")))
        }
    }
}

impl Parser<'_> {
    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.span.clone(), message)
    }

    fn comma(&self) -> Problem {
        let message = "A comma stands between the arguments of a function only. Decimals have a point: 1.5.";
        self.problem(message)
    }

    fn advance(&mut self) -> Result<(), Problem> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let start = self.at + (rest.len() - rest.trim_start().len());
        let rest = self.text.get(start..).unwrap_or_default();
        let Some(first) = rest.chars().next() else {
            (self.token, self.span, self.at) = (Token::End, self.text.len()..self.text.len(), self.text.len());
            return Ok(());
        };
        let mut length = first.len_utf8();
        let token = match first {
            '+' => Token::Op(Op::Add),
            '-' | '−' | '–' => Token::Op(Op::Subtract),
            '*' | '×' | '·' => Token::Op(Op::Multiply),
            '/' | '÷' | ':' => Token::Op(Op::Divide),
            '(' => Token::Open,
            ')' => Token::Close,
            ',' | ';' => Token::Comma,
            '0'..='9' | '.' => {
                length = number_length(rest);
                let digits = rest.get(..length).unwrap_or_default();
                match digits.parse::<f64>() {
                    Ok(number) if number.is_finite() => Token::Number(number),
                    _ => {
                        let message = format!("‘{digits}’ is not a number. Write it as 1500 or 0.5.");
                        return Err(Problem::new(start..start + length, message));
                    }
                }
            }
            '"' | '“' | '”' | '\'' | '‘' | '’' => {
                let inside = rest.get(length..).unwrap_or_default();
                let closes = |c: char| match first {
                    '\'' | '‘' | '’' => matches!(c, '\'' | '‘' | '’'),
                    _ => matches!(c, '"' | '“' | '”'),
                };
                let Some(end) = inside.find(closes) else {
                    return Err(Problem::new(start..self.text.len(), "The quotation mark is not closed."));
                };
                let close = inside.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                length += end + close;
                Token::Text(inside.get(..end).unwrap_or_default().to_owned())
            }
            c if c.is_alphabetic() || c == '_' => {
                let ends = |c: char| !(c.is_alphanumeric() || c == '_' || c == '.');
                length = rest.find(ends).unwrap_or(rest.len());
                Token::Name(rest.get(..length).unwrap_or_default().to_owned())
            }
            '%' => {
                let message = "‘%’ cannot stand in a formula. Choose the unit Percent; the formula gives 0.05 for 5 %.";
                return Err(Problem::new(start..start + 1, message));
            }
            other => {
                let message =
                    format!("‘{other}’ cannot stand in a formula. It is made of + - * / ( ), numbers and names.");
                return Err(Problem::new(start..start + length, message));
            }
        };
        (self.token, self.span, self.at) = (token, start..start + length, start + length);
        Ok(())
    }

    /// What binds more strongly than `strength`.
    fn expression(&mut self, strength: u8) -> Result<Part, Problem> {
        let mut left = self.operand()?;
        while let Token::Op(op) = self.token {
            if op.strength() <= strength {
                break;
            }
            self.advance()?;
            let right = self.expression(op.strength())?;
            let span = left.span.start..right.span.end;
            left = Part { node: Node::Binary(op, Box::new(left), Box::new(right)), span };
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Part, Problem> {
        if self.depth >= DEEPEST {
            return Err(self.problem("The formula is nested too deeply. Take it apart into several KPIs."));
        }
        self.depth += 1;
        let part = self.operand_inside();
        self.depth -= 1;
        part
    }

    fn operand_inside(&mut self) -> Result<Part, Problem> {
        let span = self.span.clone();
        let token = std::mem::replace(&mut self.token, Token::End);
        match token {
            Token::Number(number) => {
                self.advance()?;
                Ok(Part { node: Node::Number(number), span })
            }
            Token::Text(text) => {
                self.advance()?;
                Ok(Part { node: Node::Text(text), span })
            }
            Token::Name(name) => {
                self.advance()?;
                if self.token == Token::Open {
                    self.call(name, span)
                } else {
                    Ok(Part { node: Node::Name(name), span })
                }
            }
            Token::Op(sign @ (Op::Subtract | Op::Add)) => {
                self.advance()?;
                // A sign binds more strongly than any operator.
                let part = self.operand()?;
                let whole = span.start..part.span.end;
                let node = if sign == Op::Add { part.node } else { Node::Negate(Box::new(part)) };
                Ok(Part { node, span: whole })
            }
            Token::Open => {
                self.advance()?;
                if self.token == Token::Close {
                    return Err(Problem::new(span.start..self.span.end, "There is nothing between the parentheses."));
                }
                let outside = std::mem::replace(&mut self.arguments, false);
                let part = self.expression(0)?;
                self.arguments = outside;
                let end = self.close(span.start)?;
                Ok(Part { node: part.node, span: span.start..end })
            }
            other => {
                let message = match other {
                    Token::End => "The formula ends too soon: a number, an input or a KPI is missing.".to_owned(),
                    Token::Comma if !self.arguments => return Err(self.comma()),
                    other => format!("A number, an input or a KPI is missing before {}.", other.words()),
                };
                Err(self.problem(message))
            }
        }
    }

    fn call(&mut self, name: String, span: Span) -> Result<Part, Problem> {
        let open = self.span.start;
        self.advance()?;
        let outside = std::mem::replace(&mut self.arguments, true);
        let mut arguments = Vec::new();
        if self.token != Token::Close {
            arguments.push(self.expression(0)?);
            while self.token == Token::Comma {
                self.advance()?;
                arguments.push(self.expression(0)?);
            }
        }
        self.arguments = outside;
        let end = self.close(open)?;
        Ok(Part { span: span.start..end, node: Node::Call(name, span, arguments) })
    }

    /// Takes the closing parenthesis; gives where it ends.
    fn close(&mut self, open: usize) -> Result<usize, Problem> {
        match &self.token {
            Token::Close => {
                let end = self.span.end;
                self.advance()?;
                Ok(end)
            }
            Token::End => Err(Problem::new(open..open + 1, "This parenthesis is not closed.")),
            Token::Comma => Err(self.comma()),
            other => {
                let what = other.words();
                Err(self.problem(format!("Something is missing before {what}, such as + or /.")))
            }
        }
    }
}

/// How long the number is that a text begins with: digits, a point, a power of ten.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len())
    };
    let end = digits(0);
    let rest = text.get(end..).unwrap_or_default();
    let sign = usize::from(matches!(rest.as_bytes().get(1), Some(b'+' | b'-')));
    let power = rest.starts_with(['e', 'E']) && rest.as_bytes().get(1 + sign).is_some_and(u8::is_ascii_digit);
    if power { digits(end + 1 + sign) } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as text with all parentheses.
    fn shape(part: &Part) -> String {
        match &part.node {
            Node::Number(number) => number.to_string(),
            Node::Name(name) => name.clone(),
            Node::Text(text) => format!("{text:?}"),
            Node::Negate(part) => format!("(-{})", shape(part)),
            Node::Binary(op, a, b) => format!("({} {} {})", shape(a), ["+", "-", "*", "/"][*op as usize], shape(b)),
            Node::Call(name, _, arguments) => {
                format!("{name}({})", arguments.iter().map(shape).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn read(text: &str) -> String {
        shape(&parse(text).unwrap())
    }

    #[test]
    fn strength_and_order_are_those_of_school() {
        assert_eq!(read("1 + 2 * 3 - 4 / 5 / 6"), "((1 + (2 * 3)) - ((4 / 5) / 6))");
        assert_eq!(read("-a * b - -2"), "(((-a) * b) - (-2))");
        assert_eq!(read("(a + b) × 1.5e3 ÷ c"), "(((a + b) * 1500) / c)");
        assert_eq!(read("max(a, b + 1) / kpi(“My rate”)"), "(max(a, (b + 1)) / kpi(\"My rate\"))");
        assert_eq!(read("posts.likes"), "posts.likes");
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        for (text, span, message) in [
            ("", 0..0, "Write a formula, such as comments / posts."),
            ("likes +", 7..7, "The formula ends too soon: a number, an input or a KPI is missing."),
            ("(likes", 0..1, "This parenthesis is not closed."),
            ("likes)", 5..6, "There is a ‘)’ too many."),
            ("likes reach", 6..11, "Something is missing before ‘reach’, such as + or /."),
            ("2 * / 3", 4..5, "A number, an input or a KPI is missing before ‘/’."),
            (
                "1,5 * likes",
                1..2,
                "A comma stands between the arguments of a function only. Decimals have a point: 1.5.",
            ),
            ("1.2.3", 0..5, "‘1.2.3’ is not a number. Write it as 1500 or 0.5."),
            ("likes ^ 2", 6..7, "‘^’ cannot stand in a formula. It is made of + - * / ( ), numbers and names."),
            ("kpi(\"reach)", 4..11, "The quotation mark is not closed."),
            ("()", 0..2, "There is nothing between the parentheses."),
        ] {
            let problem = parse(text).unwrap_err();
            assert_eq!((problem.span, problem.message.as_str()), (span, message), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,80}|[-+*/(), .0-9a-z\"]{0,120}") {
            if let Err(problem) = parse(&text) {
                assert!(text.get(problem.span.clone()).is_some(), "{problem:?} in {text:?}");
            }
        }
    }

    #[test]
    fn depth_is_limited() {
        for text in ["(".repeat(2_000), "-".repeat(2_000), "abs(".repeat(500)] {
            assert!(parse(&text).unwrap_err().message.contains("nested too deeply"));
        }
        assert!(parse(&vec!["1"; 900].join("+")).is_ok());
    }
}
