import CityKit

/// The proof that something has reached the town: what it is, its number alone, and when it came.
struct Receipt: Component {
    let title: String
    /// “Case number”.
    let label: String
    let number: String
    /// “received on Monday …”.
    let received: String

    var html: HTML {
        """
        <div class="receipt">\(Icon.check)
        <h1>\(title)</h1>
        <p>\(label)</p>
        <p class="number">\(number)</p>
        <p class="small">\(received)</p>
        </div>
        """
    }
}

/// The address that opens one case without an account.
struct SecretLink: Component {
    let title: String
    /// What the address can do for whoever has it.
    let explanation: String
    let address: String
    /// “Copy the link”; the button is there only with the script.
    let copy: String
    /// Said after copying.
    let copied: String
    /// Other ways to keep it: a document, a calendar.
    var actions: [LinkButton] = []

    var html: HTML {
        Card(
            id: "secret-title",
            title: title,
            icon: .link,
            content: """
                <p class="small">\(explanation)</p>
                <p class="secret" id="secret">\(address)</p>
                <div class="row tight"><button class="button quiet small" type="button" hidden data-copy="secret" \
                data-done="\(copied)">\(Icon.copy)\(copy)</button>\(actions)</div>
                <p class="small" role="status" data-said="secret"></p>
                """
        ).html
    }
}
