//! How much changes in each product.

use alibabacloud_codegen::{Changes, Level, ProductChanges, Section, visible};

/// What happens to things, in the columns of a table.
pub(super) const HAPPENS: [&str; 3] = ["added", "changed", "removed"];

/// How many changes of a level there are of what is added, changed and removed.
pub(super) fn counts(changes: &Changes, level: Level) -> [usize; 3] {
    let mut counts = [0; 3];
    for change in changes.of(level) {
        let [added, changed, removed] = &mut counts;
        match change.facts().section {
            Section::Added => *added += 1,
            Section::Changed | Section::Deprecated => *changed += 1,
            Section::Removed => *removed += 1,
        }
    }
    counts
}

/// What a product is called in a table.
pub(super) fn name(product: &ProductChanges) -> String {
    visible(&format!("{} {}", product.product, product.version))
}

pub(super) fn verdict(changes: &Changes) -> &'static str {
    changes.verdict().map_or("none", Level::as_str)
}

/// The table for a terminal, of the products in which anything changes.
pub(super) fn text(products: &[&ProductChanges]) -> String {
    let width = products.iter().map(|product| name(product).chars().count()).max().unwrap_or(0).max(7);
    let mut text = format!("{:width$}", "");
    for level in Level::ALL {
        text += &format!("  {:^23}", level.as_str());
    }
    text += &format!("\n{:width$}", "product");
    for _ in Level::ALL {
        for word in HAPPENS {
            text += &format!("{word:>8}");
        }
        text.push(' ');
    }
    text += " verdict\n";
    for product in products {
        text += &format!("{:width$}", name(product));
        for level in Level::ALL {
            for count in counts(&product.changes, level) {
                let cell = if count == 0 { "-".to_owned() } else { count.to_string() };
                text += &format!("{cell:>8}");
            }
            text.push(' ');
        }
        text += &format!(" {}\n", verdict(&product.changes));
    }
    text
}

/// The same in Markdown.
pub(super) fn markdown(products: &[&ProductChanges]) -> String {
    let mut text = String::from("| product |");
    for level in Level::ALL {
        for word in HAPPENS {
            text += &format!(" {level} {word} |");
        }
    }
    text += " verdict |\n|---|";
    text += &"---|".repeat(Level::ALL.len() * HAPPENS.len() + 1);
    text.push('\n');
    for product in products {
        text += &format!("| {} |", name(product).replace('|', "\\|"));
        for level in Level::ALL {
            for count in counts(&product.changes, level) {
                text += &format!(" {count} |");
            }
        }
        text += &format!(" {} |\n", verdict(&product.changes));
    }
    text
}
