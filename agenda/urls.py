from django.urls import path

from agenda.views import accounts, acting, calendar, inbox, leaving, ledger, profile, registering, reorganising, units

app_name = "agenda"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("viec-cua-toi/<int:pk>/cap-nhat/", acting.update, name="update"),
    path("viec-cua-toi/duyet/", acting.send_many, name="send_many"),
    path("lich/", calendar.month, name="calendar"),
    path("lich/<str:token>.ics", calendar.ics, name="feed"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/moi/", units.invite, name="invite"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/them-nguoi/", units.add, name="add_member"),
    path("don-vi/<int:pk>/lanh-dao-duyet/", units.approval, name="head_approval"),
    path("don-vi/<int:pk>/vang-mat/", units.absent, name="absent"),
    path("don-vi/<int:pk>/mat-khau/", units.password_link, name="password_link"),
    path("don-vi/<int:pk>/ban-giao/", leaving.hand_over, name="hand_over"),
    path("vang-mat/<int:pk>/bo/", units.absence_off, name="absence_off"),
    path("tai-khoan/", accounts.accounts, name="accounts"),
    path("tai-khoan/tao/", accounts.make, name="make_accounts"),
    path("tai-khoan/mau.xlsx", accounts.template, name="accounts_template"),
    path("sap-xep-don-vi/", reorganising.reorganisations, name="reorganisations"),
    path("sap-xep-don-vi/<int:pk>/", reorganising.reorganisation, name="reorganisation"),
    path("sap-xep-don-vi/<int:pk>/chon/", reorganising.choose, name="choose_takers"),
    path("sap-xep-don-vi/<int:pk>/thuc-hien/", reorganising.carry_out, name="carry_out"),
    path("sap-xep-don-vi/<int:pk>/bo/", reorganising.call_off, name="call_off"),
    path("dang-ky/<str:token>/", registering.register, name="register"),
    path("dat-mat-khau/<str:token>/", registering.set_password, name="set_password"),
    path("don-doc/da-gui/", ledger.sent, name="ledger"),
    path("don-doc/da-gui/tai.csv", ledger.as_csv, name="ledger_csv"),
    path("don-doc/da-gui/<int:pk>/gui-lai/", ledger.again, name="ledger_again"),
    path("don-doc/da-gui/<int:pk>/doi-kenh/", ledger.by_mail, name="ledger_by_mail"),
    path("don-doc/da-gui/<int:pk>/bao-lanh-dao/", ledger.leader, name="ledger_leader"),
    path("don-doc/da-gui/<int:pk>/sua-dia-chi/", ledger.address, name="ledger_address"),
    path("ho-so/", profile.profile, name="profile"),
    path("ho-so/tu-cach/", profile.act_in, name="act_in"),
]
