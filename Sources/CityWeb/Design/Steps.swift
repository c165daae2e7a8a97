import CityKit

/// Where a person is on a way of several pages. The bar repeats for the eye what the words say.
struct Steps: Component {
    /// From 1.
    let current: Int
    let total: Int
    /// “Step 1 of 4”.
    let words: String
    /// What the step is about: “Place”.
    let name: String

    var html: HTML {
        let bars = (1...max(total, 1)).html { $0 <= current ? "<li class=\"passed\"></li>" : "<li></li>" }
        return """
            <div class="steps"><p>\(words) · \(name)</p><ol aria-hidden="true">\(bars)</ol></div>
            """
    }
}
