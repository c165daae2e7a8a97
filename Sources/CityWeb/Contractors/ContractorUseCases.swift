public import CityDomain

/// What can be done about contractors and the work that they are given.
public struct ContractorUseCases: Sendable {
    let keep: KeepContractors
    let work: CommissionWork
    let answer: AnswerCommission

    public init(keep: KeepContractors, work: CommissionWork, answer: AnswerCommission) {
        self.keep = keep
        self.work = work
        self.answer = answer
    }
}
