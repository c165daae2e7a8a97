import CityKit

/// The place as the town understood it, after every change of the address or the map.
struct ChosenPlace: Component {
    let address: String
    /// Whose ground it is and who will see to it.
    let facts: String

    var html: HTML {
        """
        <div class="place" role="status">\(Icon.report)<p><b>\(address)</b><br><span class="small">\(facts)</span></p></div>
        """
    }
}
