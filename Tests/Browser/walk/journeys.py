"""All journeys of one browser, in an order in which each finds what it needs."""

from .accounts import Accounts
from .acting import Acting
from .addressing import Addressing
from .announcing import Announcing
from .asking import Asking
from .casework import Casework
from .commenting import Commenting
from .commissioning import Commissioning
from .complaining import Complaining
from .configuring import Configuring
from .covering import Covering
from .daily import Daily
from .days import Days
from .figures import Figures
from .filing import Filing
from .following import Following
from .keyboard import Keyboard
from .moderating import Moderating
from .passkeys import Passkeys
from .proposing import Proposing
from .protecting import Protecting
from .rating import Rating
from .reading import Reading
from .receiving import Receiving
from .repeating import Repeating
from .reporting import Reporting
from .rights import Rights
from .services import Services
from .splitting import Splitting
from .staffing import Staffing
from .supporting import Supporting
from .walk import Report
from .writing import Writing


class Journeys(
    Reporting,
    Complaining,
    Supporting,
    Rating,
    Commissioning,
    Writing,
    Receiving,
    Following,
    Casework,
    Covering,
    Daily,
    Days,
    Figures,
    Filing,
    Keyboard,
    Moderating,
    Reading,
    Repeating,
    Splitting,
    Accounts,
    Services,
    Rights,
    Acting,
    Commenting,
    Asking,
    Proposing,
    Staffing,
    Addressing,
    Announcing,
    Configuring,
    Passkeys,
    Protecting,
):
    """What people do with three reports. `first` and the two after it tell the reports apart."""

    def everything(self, first: int) -> None:
        """With scripts: all there is."""
        accepted, rejected = self.residents(first)
        self.office(accepted, rejected)
        self.readers(accepted)
        self.see_map(accepted)
        self.find_nearest_by_device()
        self.comment(accepted, first)
        self.ask_office(first)
        self.propose(first)
        self.moderate(first)
        self.outcome(accepted, rejected)
        self.page.forget()
        self.sign_in()
        self.keep_passkeys(accepted)
        self.page.forget()
        self.come_by_service(f"person-{first}")
        self.page.forget()
        self.sign_in()
        self.close_account(f"person-{first}@poczta.example")
        self.merge_accounts(first)
        self.ask_guardian(first)
        self.act_for_another(first)
        self.work_by_keys()
        self.complain_elsewhere(first)
        self.answer_complaint(first)
        self.place_on_map()
        self.type_address()
        self.office_days(first)
        self.wander()

    def office_days(self, first: int) -> None:
        """Of each role, with a new report."""
        self.page.forget()
        report = self.report(first + 9)
        self.confirm(report)
        self.each_day(report)
        self.page.forget()

    def without_scripts(self, first: int) -> None:
        accepted, rejected = self.residents(first)
        self.office(accepted, rejected)
        self.readers(accepted)
        self.outcome(accepted, rejected)

    def residents(self, first: int) -> tuple[Report, Report]:
        """What needs no clerk; two new reports are left."""
        accepted = self.report(first, photos=2)
        self.send_twice(accepted)
        self.confirm(accepted)
        self.change(accepted)
        self.page.forget()
        rejected = self.report(first + 1)
        self.page.forget()
        self.withdraw(self.report(first + 2))
        self.look_up_in_vain(accepted)
        self.find_address()
        self.choose_address()
        self.page.forget()
        self.receive_messages(first)
        self.page.forget()
        self.stumble()
        self.tell_details()
        self.choose_photos()
        self.mend_contact()
        self.change_before_sending()
        self.lose_draft()
        self.complain(first)
        return accepted, rejected

    def office(self, accepted: Report, rejected: Report) -> None:
        """From the first look of a clerk to the decision."""
        self.sign_in()
        self.find_case(accepted)
        self.see_queue()
        self.announce()
        self.configure()
        self.search_words(accepted)
        self.lead_case(accepted)
        self.keep_view()
        self.work_together(accepted, rejected)
        self.ask(accepted)
        self.reply(accepted)
        self.see_who_looked(accepted)
        self.ask(rejected)
        self.note_reply(rejected)
        self.write_privately(accepted)
        self.hand_over(accepted)
        self.place(accepted)
        self.accept(accepted)
        self.release_photos(accepted)
        self.cover_photo(accepted)
        self.ask_unit(accepted)
        self.give_away(accepted)
        self.change_too_late(accepted)
        self.use_template(rejected)
        self.register_call()
        self.arrange_substitute()
        self.try_routing()
        self.reject(rejected, earlier=accepted)
        self.read_figures(accepted)
        self.keep_recipients(accepted.path)

    def readers(self, accepted: Report) -> None:
        self.search(accepted)
        self.filter(accepted)
        self.find_nearest()
        self.read_feeds(accepted)
        self.take_open_data(accepted)
        login = self.open_account(accepted)
        self.keep_addresses()
        self.change_account(login)
        self.use_rights(login)
        self.answer_right()
        self.protect_account(login)
        self.erase_account(login)

    def outcome(self, accepted: Report, rejected: Report) -> None:
        """From the work to its end and beyond."""
        link = self.follow_by_mail(accepted)
        self.follow_instead(accepted)
        self.say_me_too(accepted)
        repeated = self.report_anyway(accepted)
        self.join(repeated, accepted)
        self.take_apart(repeated)
        self.join(repeated, accepted)
        self.split(accepted)
        self.work_on(accepted)
        self.stop_following(accepted, link)
        self.correct(accepted)
        self.close(accepted)
        self.publish(accepted)
        self.follow(accepted)
        self.file_case(accepted)
        self.follow(rejected)
        self.rate(accepted, duplicate=rejected)
        self.take_down(accepted)
        self.open_again(accepted)
        self.sign_out()
        self.sign_in()
        self.take_on(accepted)
