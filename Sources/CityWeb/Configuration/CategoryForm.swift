import CityDomain
import CityKit

extension CategoryDraft {
    /// What a form says. A form without questions keeps none.
    init(_ form: FormData, languages: [Language]) {
        self.init()
        id = form["id"].trimmingSpaces()
        group = form["group"]
        newGroup = form.words("newGroup", languages)
        name = form.words("name", languages)
        hint = form.words("hint", languages)
        warning = form.words("warning", languages)
        kind = ReportKind(rawValue: form["kind"]) ?? .issue
        unit = form["unit"]
        icon = form["icon"]
        keywords = form["keywords"]
        from = form["from"].trimmingSpaces()
        until = form["until"].trimmingSpaces()
        audience = Audience(rawValue: form["audience"]) ?? .everyone
        clause = form["clause"]
        // As many as the form has: a category of a file may have more than the page adds.
        fields = sequence(first: 0) { $0 + 1 }.lazy.map { "q\($0)-" }.prefix { form.names.contains("\($0)id") }
            .map { Question(form, $0, languages: languages) }
    }
}

extension CategoryDraft.Question {
    fileprivate init(_ form: FormData, _ prefix: String, languages: [Language]) {
        self.init()
        id = form["\(prefix)id"].trimmingSpaces()
        label = form.words("\(prefix)label", languages)
        kind = CategoryField.Kind(rawValue: form["\(prefix)kind"]) ?? .text
        isRequired = form["\(prefix)required"] == "yes"
        least = form["\(prefix)least"]
        most = form["\(prefix)most"]
        days = CategoryField.Days(rawValue: form["\(prefix)days"])
        options = form["\(prefix)options"]
        retiredOptions = form["\(prefix)retiredOptions"]
        use = Use(rawValue: form["\(prefix)use"]) ?? .asked
    }
}
