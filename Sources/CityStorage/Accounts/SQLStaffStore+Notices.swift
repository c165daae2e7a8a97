public import CityDomain
public import CityKit

extension SQLStaffStore: StaffNoticeStore {
    public func notice(_ id: ID<StaffNotice>, in town: ID<Municipality>) async throws
        -> (notice: StaffNotice, staff: Staff)?
    {
        try await database.town(town).read { transaction in
            let row = try transaction.query(
                "SELECT staff, change, language, created_at FROM staff_notices WHERE municipality = {town} AND id = ?",
                id
            ).first
            guard let row else { return nil }
            let notice = StaffNotice(
                id: id,
                staff: try row.id("staff"),
                change: try row.value("change"),
                language: try row.value("language"),
                createdAt: try row.instant("created_at")
            )
            return try transaction.query(
                "SELECT id, unit, name, login FROM staff WHERE municipality = {town} AND id = ? AND closed_at IS NULL",
                notice.staff
            ).first.flatMap(transaction.staff).map { (notice, $0) }
        }
    }
}
