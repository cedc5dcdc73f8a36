//! Owns tests of expressions: what holds, what figures leave open, and what is said of what is none.

use super::*;

struct Known;

impl Names for Known {
    fn find(&self, typed: &str) -> Option<(String, Kind)> {
        let kind = match typed {
            "balance" | "farms" | "population" => Kind::Number,
            "district" => Kind::Text,
            _ => return None,
        };
        Some((typed.to_owned(), kind))
    }

    fn near(&self, _: &str) -> String {
        "farms, balance".to_owned()
    }
}

fn holds(typed: &str) -> Truth {
    let expression = Expression::read(typed, &Known).unwrap_or_else(|error| panic!("{typed}: {error:?}"));
    expression.holds(&|name| match name {
        "balance" => Value::Number(Some(Range::exactly(-3.0))),
        "farms" => Value::Number(Some(Range { low: 1500.0, high: 2500.0 })),
        "population" => Value::Number(None),
        _ => Value::Text(vec!["Siberian FD".into(), "Сибирский ФО".into()]),
    })
}

fn refused(typed: &str) -> (usize, String) {
    let error = Expression::read(typed, &Known).expect_err(typed);
    (error.at, error.told().to_string())
}

#[test]
fn ranges_that_reach_across_a_limit_leave_it_open() {
    for (typed, truth) in [
        ("balance < 0", Truth::Yes),
        ("balance < 0 and farms > 1000", Truth::Yes),
        ("balance < 0 and farms > 2000", Truth::Open),
        ("balance < 0 and farms > 3000", Truth::No),
        ("balance > 0 and farms > 2000", Truth::No),
        ("balance < 0 or farms > 2000", Truth::Yes),
        ("not farms > 2000", Truth::Open),
        ("not (balance < 0)", Truth::No),
        ("farms = 2000", Truth::Open),
        ("farms != 3k", Truth::Yes),
        ("balance = -3", Truth::Yes),
        ("(balance + 3) * 2 = 0", Truth::Yes),
        ("(balance < 0) and (farms >= 1500)", Truth::Yes),
        ("farms / 2 <= 1250", Truth::Yes),
        ("2 + 2 * 2 = 6", Truth::Yes),
        ("farms - farms < 1000,5", Truth::Yes),
        ("баланс_нет", Truth::Open),
    ] {
        if typed == "баланс_нет" {
            assert!(Expression::read(typed, &Known).is_err());
        } else {
            assert_eq!(holds(typed), truth, "{typed}");
        }
    }
}

#[test]
fn what_is_missing_is_neither_more_nor_less_than_anything() {
    for typed in [
        "population < 1",
        "population = 0",
        "population >= 0",
        "population != 0",
        "population + balance < 0",
        "farms / 0 > 1",
        "farms / population > 1",
        "not population = 0",
    ] {
        assert_eq!(holds(typed), Truth::Open, "{typed}");
    }
    assert_eq!(holds("population is missing"), Truth::Yes);
    assert_eq!(holds("population is known"), Truth::No);
    assert_eq!(holds("farms is not missing and balance is known"), Truth::Yes);
    // By what may be zero.
    assert_eq!(holds("balance / (farms - 2000) > 0"), Truth::Open);
}

#[test]
fn texts_are_compared_in_any_language_and_case() {
    assert_eq!(holds("district = \"siberian fd\""), Truth::Yes);
    assert_eq!(holds("district = «Сибирский ФО» и balance < 0"), Truth::Yes);
    assert_eq!(holds("district != Ural"), Truth::Yes);
    assert_eq!(holds("district = Ural or не farms < 1000"), Truth::Yes);
}

#[test]
fn what_is_no_expression_is_told_with_its_place() {
    for (typed, at, said) in [
        ("farmz > 3", 0, "farms, balance"),
        ("balance < 0 and farmz > 3", 16, "farmz"),
        ("farms >", 7, "the end"),
        ("farms > 3 4", 10, "4"),
        ("farms", 5, "sign"),
        ("(farms > 3", 10, ")"),
        ("farms > 3)", 9, ")"),
        ("0 < balance < 5", 12, "and"),
        ("district > 3", 0, "district"),
        ("district + 3 > 4", 9, "+"),
        ("farms > \"3\"", 8, "\"3\""),
        ("farms > 2,000", 8, "2,000"),
        ("farms > 2x", 8, "2x"),
        ("farms > 3 ; farms < 9", 10, ";"),
        ("district = \"Sib", 11, "quot"),
        ("farms is big", 9, "big"),
        ("", 0, "the end"),
        ("and", 0, "and"),
    ] {
        let (place, told) = refused(typed);
        assert_eq!(place, at, "{typed}: {told}");
        assert!(told.contains(said) && told.contains(&(at + 1).to_string()), "{typed}: {told}");
    }
}

#[test]
fn deep_brackets_are_refused_and_no_text_makes_it_panic() {
    let deep = format!("{}farms > 1{}", "(".repeat(5000), ")".repeat(5000));
    assert!(Expression::read(&deep, &Known).is_err());
    let minus = format!("farms > {}1", "-".repeat(5000));
    assert!(Expression::read(&minus, &Known).is_err());
    let not = format!("{}farms > 1", "not ".repeat(5000));
    assert!(Expression::read(&not, &Known).is_err());
    for odd in
        ["(((", ")))", ")(", "= =", "1e999 > farms", "«", "'", "farms is", "farms is not", "\u{0}", "٣ > 2"]
    {
        let _ = Expression::read(odd, &Known);
    }
}

#[test]
fn names_are_told_once_and_words_to_look_for_are_no_expression() {
    let expression = Expression::read("balance < 0 and (farms > 1 or balance > 9)", &Known).expect("one");
    assert_eq!(expression.names(), ["balance", "farms"]);
    assert!(Expression::is_meant("farms > 3") && Expression::is_meant("farms is known"));
    assert!(!Expression::is_meant("irkutsk derived"));
}
