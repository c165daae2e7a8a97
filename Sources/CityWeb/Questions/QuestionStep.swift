import CityDomain
import CityKit
import Hummingbird

/// What somebody asks the office: the first step of the form of a question, in place of a place and a problem.
struct QuestionStep {
    let form: ReportFormPage
    let visit: Visit

    var html: HTML {
        let words = visit.words
        return """
            <div class="measure stack">
            \(form.head(visit))
            <p>\(words("question.form.lead"))</p>
            <p>\(Link(words("question.form.fault"), to: visit.path(ReportStep.place.path)))</p>
            \(ReportNotices(visit: visit))
            \(form.form(visit, button: form.nextButton(visit), "\(topic)\(question)"))
            </div>
            """
    }

    /// Not asked where there is only one.
    private var topic: HTML {
        let topics = visit.town.topics(on: visit.today)
        if topics.count == 1, let only = topics.first, form.errors["category"] == nil {
            return "<input type=\"hidden\" name=\"category\" value=\"\(only.id.rawValue)\">"
        }
        return Choices(
            name: "category",
            legend: visit.words("question.topic"),
            error: form.errors["category"],
            groups: [
                Choices.Group(
                    title: "",
                    choices: topics.map { topic in
                        Choices.Choice(
                            value: topic.id.rawValue,
                            words: visit.words(topic.name),
                            hint: topic.hint.map { visit.words($0) },
                            warning: topic.warning.map { visit.words($0) }
                        )
                    }
                )
            ],
            selected: [form.submission.category]
        ).html
    }

    private var question: Field {
        Field(
            name: "description",
            label: visit.words("question.field"),
            hint: visit.words("question.field.hint"),
            error: form.errors["description"],
            control: .area(
                TextArea(
                    value: form.submission.description,
                    rows: 6,
                    limit: visit.limit(of: Submission.longestDescription)
                )
            )
        )
    }
}

extension Submission {
    /// Whether it asks the office something, by the category chosen so far.
    func isQuestion(in town: Municipality) -> Bool {
        town.category(ID(category)).map { town.takesQuestions($0.kind) } ?? false
    }
}
