/// On whose behalf a statement runs; decides which tables it may touch.
public enum Scope: Hashable, Sendable {
    /// No municipality: town tables are out of reach.
    case program
    /// One municipality: its id stands for `{town}`.
    case town(String)
    /// All municipalities at once, by the door `acrossTowns`.
    case acrossTowns
    /// The migrator: everything, without a time limit.
    case schema
}
