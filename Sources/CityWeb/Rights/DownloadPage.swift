import CityDomain
import CityKit
import Hummingbird

/// Says what a download of one's data holds, and asks for a proof.
struct DownloadPage {
    var errors = ErrorFields.none

    func response(_ visit: Visit, of signed: SignInResident.Signed) -> Response {
        let words = visit.words
        let title = words("download.title")
        let proof = OwnerProofFields(act: .download, signed: signed, errors: errors)
        let button = Button(words: words("download.button"))
        let form = Form(action: visit.path("account/download")).html("\(proof.field(words))\(button)")
        let parts = ["profile", "reports", "photos", "sessions", "views"].html { part -> HTML in
            "<li>\(words("download.part.\(part)"))</li>\n"
        }
        return PublicPage(title: title, section: .account, robots: .hidden, errors: errors).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account/privacy")))
            \(errors.summary)
            <h1>\(title)</h1>
            <p>\(words("download.lead"))</p>
            <ul class="bullets">\(parts)</ul>
            <p class="small">\(words("download.care"))</p>
            \(proof.sender(visit))
            \(form)
            </div>
            """
        )
    }
}
