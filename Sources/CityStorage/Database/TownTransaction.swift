/// A transaction of one municipality. `{town}` in a statement is its id; a statement that touches a town's table without
/// it is refused when it is prepared.
public struct TownTransaction: Transaction {
    public let session: any Session
    public let scope: Scope

    init(session: any Session, town: String) {
        self.session = session
        scope = .town(town)
    }
}
