/// One open transaction of an engine. Lives on its thread and ends with the body it was given to.
/// Stores use a `Transaction`, which adds the scope.
public protocol Session: AnyObject {
    var dialect: Dialect { get }

    func query(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> [Row]
    func change(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> Int
    func execute(_ sql: SQL, _ values: [Value], in scope: Scope) throws
    func notify(_ topic: Topic)
    /// Adds reports to a line of the statistics, or takes them away. The sums of the whole batch are written at its end.
    func count(_ line: StatisticLine, _ points: Int64)
}
