import CityKit

/// How far something has come, as a bar below the words that say the same.
struct Progress: Component {
    /// “7 of 10 persons support it”.
    let words: String
    let reached: Int
    /// More than 0.
    let needed: Int

    var html: HTML {
        """
        <div class="progress"><p>\(words)</p>
        <progress max="\(needed)" value="\(min(reached, needed))" aria-label="\(words)"></progress></div>
        """
    }
}
