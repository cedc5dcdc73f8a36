//! Owns what is done to a statement so that its numbers do not wrap and sums of nothing are missing.
//! Does not judge statements.

use sqlparser::{
    ast::{
        BinaryOperator, Expr, Function, Ident, ObjectName, Statement, UnaryOperator, visit_expressions_mut,
    },
    dialect::GenericDialect,
    parser::Parser,
};
use std::ops::ControlFlow;

/// Makes 64 bits of what polars gives in fewer or without a sign before it is reckoned with: hours
/// times 60 wrap in 8 bits, and a count less a larger one in 32 without a sign. Makes a sum of no value
/// missing, as SQL has it; polars' is zero. Whether anything was changed.
pub(super) fn rewrite(statement: &mut Statement) -> bool {
    let mut changed = false;
    let _ = visit_expressions_mut(statement, |expr: &mut Expr| {
        if let Expr::Function(sum) = expr
            && sum.name.to_string().eq_ignore_ascii_case("SUM")
            && let Some(missing) = sum_or_missing(sum)
        {
            *expr = missing;
            changed = true;
            return ControlFlow::<()>::Continue(());
        }
        let operands: Vec<&mut Expr> = match expr {
            Expr::BinaryOp { left, right, op } if !is_comparison(op) => vec![&mut **left, &mut **right],
            Expr::UnaryOp { expr, op: UnaryOperator::Minus } => vec![&mut **expr],
            _ => Vec::new(),
        };
        for operand in operands {
            if is_narrow(operand)
                && let Some(wide) = widened(operand)
            {
                *operand = wide;
                changed = true;
            }
        }
        ControlFlow::<()>::Continue(())
    });
    changed
}

const fn is_comparison(op: &BinaryOperator) -> bool {
    use BinaryOperator::{And, Eq, Gt, GtEq, Lt, LtEq, NotEq, Or};
    matches!(op, And | Or | Eq | NotEq | Lt | LtEq | Gt | GtEq)
}

fn is_narrow(expr: &Expr) -> bool {
    /// Functions whose results are of 8 or 32 bits.
    const NARROW: [&str; 11] = [
        "COUNT",
        "DATE_PART",
        "LENGTH",
        "CHAR_LENGTH",
        "CHARACTER_LENGTH",
        "OCTET_LENGTH",
        "BIT_LENGTH",
        "STRPOS",
        "ROW_NUMBER",
        "RANK",
        "DENSE_RANK",
    ];
    match expr {
        Expr::Extract { .. } => true,
        Expr::Nested(inner) => is_narrow(inner),
        Expr::Function(function) => NARROW.contains(&function.name.to_string().to_uppercase().as_str()),
        _ => false,
    }
}

fn widened(expr: &Expr) -> Option<Expr> {
    parsed(&format!("CAST({expr} AS BIGINT)"))
}

fn sum_or_missing(sum: &Function) -> Option<Expr> {
    let mut count = sum.clone();
    count.name = ObjectName::from(vec![Ident::new("COUNT")]);
    parsed(&format!("CASE WHEN {count} > 0 THEN {sum} END"))
}

fn parsed(expr: &str) -> Option<Expr> {
    Parser::new(&GenericDialect).try_with_sql(expr).ok()?.parse_expr().ok()
}
