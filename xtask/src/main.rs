//! Project chores.
mod comparisons;
fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let half = args.get(1).map_or("tuning", String::as_str);
    comparisons::score(
        std::path::Path::new("."),
        half,
        args.iter().any(|a| a == "--list"),
    )?;
    Ok(())
}
