import CityDomain
import CityStorage
import CityWeb

/// Comments under published reports.
extension Composition {
    var comments: SQLCommentStore { SQLCommentStore(database: foundations.database) }

    var commentUseCases: CommentUseCases {
        CommentUseCases(
            write: writeComment,
            read: ReadComments(
                comments: comments,
                reports: browseReports,
                attempts: accounts,
                vault: foundations.vault
            ),
            moderate: moderateComments
        )
    }

    var writeComment: WriteComment {
        WriteComment(
            comments: comments,
            reports: browseReports,
            vault: foundations.vault,
            randomness: foundations.randomness
        )
    }

    var moderateComments: ModerateComments {
        ModerateComments(
            comments: comments,
            vault: foundations.vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    var commentLetters: CommentLetters {
        CommentLetters(
            comments: comments,
            residents: residents,
            vault: foundations.vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }
}

/// Public answers to questions.
extension Composition {
    var questions: SQLQuestionStore { SQLQuestionStore(database: foundations.database) }

    var questionUseCases: QuestionUseCases {
        QuestionUseCases(
            read: readQuestions,
            publish: publishAnswers
        )
    }

    var readQuestions: ReadQuestions { ReadQuestions(questions: questions) }
    var publishAnswers: PublishAnswers { PublishAnswers(questions: questions, audit: audit) }
}

/// How content reporters are.
extension Composition {
    var rateHandling: RateHandling {
        RateHandling(
            answers: SQLSatisfactionStore(database: foundations.database),
            reports: reports,
            attempts: accounts,
            vault: foundations.vault
        )
    }
}
