public import CityDomain

/// A ledger of erasures in memory. It can be told to fail, as a full disk does.
public actor FakeErasureLedger: ErasureLedger {
    private var all: [ErasureRecord] = []
    private var failure: (any Error)?

    public init() {}

    public func add(_ record: ErasureRecord) throws {
        if let failure { throw failure }
        all.append(record)
    }

    public func records() -> [ErasureRecord] { all }

    public func fail(with error: (any Error)?) { failure = error }
}
