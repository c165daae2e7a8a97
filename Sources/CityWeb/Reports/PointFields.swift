import CityDomain
import CityKit

/// Coordinates for those who have them, from a device or a map.
struct PointFields: Component {
    let submission: Submission
    let errors: ErrorFields
    let words: Words

    var html: HTML {
        let isOpen = errors["point"] != nil || !(submission.latitude + submission.longitude).isEmpty
        return Disclosure(
            question: words("report.field.point"),
            state: isOpen ? .open : .closed,
            answer: """
                <p class="hint">\(words("report.field.point.hint"))</p>
                <div id="point" tabindex="-1">\(FieldError(errors["point"], of: "point"))
                \(Field(
                    name: "latitude",
                    label: words("report.field.latitude"),
                    control: .line(TextLine(value: submission.latitude, width: .half))
                ))
                \(Field(
                    name: "longitude",
                    label: words("report.field.longitude"),
                    control: .line(TextLine(value: submission.longitude, width: .half))
                ))
                </div>
                """
        ).html
    }
}
