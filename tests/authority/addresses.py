"""Who may read and write at every page: written by hand from DESIGN sections 1 and 4.

name | what it names | who reads (GET) | who writes (POST). "-": not offered. Whoever is not named gets 403 or 404.
"all": everybody signed in, though what they see there differs. "anybody": without signing in.
An empty form is posted: 400 or 409 to those who see the row. Where the form is looked at first, "all" or "parties"
write: who may then do it is tried in test_moves. An address may have a line for each kind of row that it can name.
"""

PAGES = """
login                         | -              | anybody | anybody
logout                        | -              | - | all
password                      | -              | all | all
second_step                   | -              | anybody | anybody
agenda:absence_off            | absence        | - | lookers_after
agenda:absent                 | unit           | - | unit both_for_focal admin
agenda:accounts               | -              | admin | admin
agenda:accounts_template      | -              | admin | -
agenda:act_in                 | -              | - | nobody
agenda:add_guests             | -              | - | admin
agenda:add_member             | unit           | - | lookers_after
agenda:calendar               | -              | all | -
agenda:call_off               | reorganisation | - | admin
agenda:campaign               | plan           | parties | -
agenda:carry_out              | reorganisation | - | admin
agenda:choose_takers          | reorganisation | - | admin
agenda:count_today            | plan           | - | unit
agenda:drop_day               | day            | - | admin
agenda:drop_guest             | -              | - | admin
agenda:feed                   | -              | anybody | -
agenda:group_text             | plan           | focal oversight watchers | -
agenda:hand_over              | unit           | lookers_after | lookers_after
agenda:head_approval          | unit           | - | heads
agenda:hold_to_guests         | -              | - | admin
agenda:inbox                  | -              | all | -
agenda:invite                 | -              | - | focal admin
agenda:ledger                 | -              | focal | -
agenda:ledger_address         | delivery       | - | focal
agenda:ledger_again           | delivery       | - | focal
agenda:ledger_by_mail         | delivery       | - | focal
agenda:ledger_csv             | -              | focal | -
agenda:ledger_leader          | delivery       | - | focal
agenda:link_opened            | -              | - | anybody
agenda:make_accounts          | -              | - | admin
agenda:new_link               | -              | - | anybody
agenda:not_me                 | -              | - | anybody
agenda:office_hours           | unit           | - | lookers_after
agenda:one_tap                | -              | anybody | anybody
agenda:open_to_all            | -              | - | admin
agenda:opening                | -              | admin | -
agenda:password_link          | unit           | - | nobody
agenda:profile                | -              | all | all
agenda:propose_days           | -              | - | admin
agenda:record_urging          | plan           | - | focal
agenda:register               | -              | anybody | anybody
agenda:reminding              | -              | focal oversight watchers | focal
agenda:reorganisation         | reorganisation | admin | -
agenda:reorganisations        | -              | admin | admin
agenda:second_step            | -              | all | all
agenda:second_step_off        | -              | - | all
agenda:second_step_picture    | -              | all | -
agenda:send_many              | -              | - | all
agenda:set_campaign           | plan           | - | focal
agenda:set_day                | -              | - | admin
agenda:set_password           | -              | anybody | anybody
agenda:unit                   | unit           | unit focal watchers admin | -
agenda:units                  | -              | focal watchers admin | -
agenda:update                 | assignment     | - | unit
agenda:urge_silent            | plan           | - | focal
agenda:urging_letter          | plan           | focal | -
agenda:urgings                | -              | focal oversight watchers | -
agenda:who_gets               | -              | focal oversight watchers | -
agenda:words                  | -              | focal oversight watchers | focal
agenda:words_letter           | -              | focal oversight watchers | -
agenda:work_reminders         | assignment     | readers | unit
agenda:working_days           | -              | all | -
insight:acts                  | -              | all | -
insight:acts_file             | -              | all | -
insight:board                 | -              | workers watchers | -
insight:board_behind          | unit           | unit watchers | -
insight:board_file            | -              | workers watchers | -
insight:asked                 | -              | all | -
insight:brief                 | -              | focal oversight watchers | focal oversight watchers
insight:city                  | -              | focal oversight watchers | -
insight:criteria              | criteria       | workers watchers | focal
insight:criteria              | draft_criteria | focal | focal
insight:criteria_file         | criteria       | workers watchers | -
insight:criteria_list         | -              | workers watchers | -
insight:discard_criteria      | draft_criteria | - | focal
insight:explain               | explanation    | - | unit
insight:explanations          | indicator      | - | focal partner city_leader
insight:figures_file          | indicator      | parties | -
insight:indicator             | indicator      | parties | -
insight:indicators            | -              | all | -
insight:indicators_file       | -              | all | -
insight:journal               | plan           | focal oversight watchers | -
insight:new_criteria          | -              | - | focal
insight:object_to_score       | -              | - | unit stranger
insight:objection             | objection      | unit focal watchers | focal_officer
insight:objections            | -              | all | -
insight:publish_criteria      | draft_criteria | - | focal
insight:of_silent             | -              | focal oversight watchers | focal oversight city_leader
insight:of_work               | assignment     | readers | focal oversight city_leader
insight:pillar                | plan           | parties | -
insight:pillars               | plan           | parties | -
insight:search                | -              | all | -
insight:warnings              | -              | all | -
insight:warnings_file         | -              | all | -
intake:add_row                | draft          | focal | focal
intake:amends                 | draft          | - | focal
intake:cell                   | draft          | focal | focal
intake:compare                | draft          | focal | focal
intake:counted                | draft          | focal | focal
intake:discard                | draft          | focal | focal
intake:document               | draft          | focal | focal
intake:doubt                  | draft          | focal | focal
intake:duties                 | draft          | focal | focal
intake:fill                   | draft          | focal | focal
intake:indicators             | draft          | focal | focal
intake:links                  | draft          | focal | focal
intake:offers                 | draft          | focal | focal
intake:presence               | draft          | focal | focal
intake:publish                | draft          | focal | focal
intake:replace                | draft          | focal | focal
intake:reread                 | draft          | focal | focal
intake:review                 | draft          | focal | focal
intake:row                    | draft          | focal | focal
intake:sections               | draft          | focal | focal
intake:settle_link            | draft          | - | focal
intake:settle_twin            | draft          | - | focal
intake:settle_unit            | draft          | focal | focal
intake:source                 | draft          | focal | focal
intake:status_sample          | plan           | unit focal partner oversight | -
intake:statuses               | plan           | unit focal partner oversight | unit focal partner oversight
intake:task                   | draft          | focal | focal
intake:twins                  | draft          | focal | focal
intake:undo                   | draft          | focal | focal
intake:upload                 | upload         | focal_officer | focal_officer
intake:uploads                | -              | workers | workers
intake:withdraw               | plan           | focal | focal
kpi:accept_queue              | -              | all | all
kpi:add_target                | indicator      | focal partner | focal partner
kpi:correct                   | measurement    | unit | unit
kpi:describe                  | indicator      | focal partner | focal partner
kpi:figure                    | measurement    | readers partner | readers partner
kpi:figures                   | -              | all | all
kpi:grid                      | -              | all | all
kpi:indicators                | plan           | parties | -
kpi:load                      | -              | all | all
kpi:move                      | measurement    | - | readers partner
kpi:target                    | target         | focal partner | focal partner
kpi:template                  | -              | all | -
notifications:ask_code        | -              | - | all
notifications:check_code      | -              | - | all
notifications:choose_channels | -              | - | all
notifications:confirm_mail    | -              | anybody | anybody
notifications:forget_channel  | -              | - | all
notifications:hours           | -              | - | all
notifications:letter          | plan           | nobody | -
notifications:letter_body     | plan           | nobody | -
notifications:mailbox         | -              | all | -
notifications:places          | -              | all | -
notifications:sms_gateway     | -              | - | nobody
notifications:stop            | -              | anybody | anybody
notifications:zalo_account    | -              | - | anybody
notifications:zalo_bot        | -              | - | nobody
reports:ask_list              | -              | - | all
reports:ask_once              | duty           | - | focal
reports:chase                 | -              | - | focal watchers
reports:compilation           | compilation    | focal watchers | -
reports:compilations          | -              | all | all
reports:compiled_file         | compilation    | focal watchers | -
reports:completeness          | -              | all | -
reports:duty                  | duty           | focal | focal
reports:export                | plan           | parties | -
reports:filed_file            | report         | unit | -
reports:filed_file            | sent_report    | unit focal watchers | -
reports:filing                | report         | unit | -
reports:filing                | sent_report    | unit focal watchers | -
reports:filings               | -              | all | -
reports:list_file             | list           | focal_officer | -
reports:mail                  | compilation    | - | focal
reports:mail_filed            | sent_report    | - | unit
reports:move                  | report         | - | heads
reports:paper                 | report         | - | unit
reports:period                | -              | all | -
reports:save                  | report         | - | unit
reports:take_list             | list           | focal_officer | -
reports:template              | -              | focal oversight watchers | -
reports:texts                 | compilation    | - | focal
reports:work_csv              | plan           | parties | -
tasks:ask_change              | assignment     | unit | unit
tasks:ask_contribution        | assignment     | unit | unit
tasks:assign                  | -              | all | all
tasks:assignment              | assignment     | parties | -
tasks:assignments             | -              | all | -
tasks:cell                    | assignment     | parties | -
tasks:change                  | change         | readers | -
tasks:change_proof            | change         | readers | -
tasks:changes                 | -              | all | -
tasks:confirm_many            | -              | - | all
tasks:confirm_queue           | -              | all | -
tasks:contribution            | contribution   | readers partner | -
tasks:contribution_file       | contribution   | readers partner | -
tasks:contributions           | -              | all | -
tasks:criteria                | assignment     | - | unit
tasks:decide                  | assignment     | - | parties
tasks:decide_changes          | change         | focal_officer oversight | focal_officer oversight
tasks:decision_file           | paper          | readers | -
tasks:evidence_file           | evidence       | readers | -
tasks:figures                 | task           | focal | focal
tasks:figures_template        | task           | focal | -
tasks:judge                   | assignment     | - | focal_officer
tasks:load_figures            | task           | - | focal
tasks:matrix                  | plan           | parties | -
tasks:milestones              | -              | all | -
tasks:months                  | plan           | parties | -
tasks:move                    | assignment     | - | heads
tasks:move_change             | change         | - | readers
tasks:move_contribution       | contribution   | - | readers partner
tasks:move_milestone          | milestone      | - | heads
tasks:move_milestones         | -              | - | nobody
tasks:move_obstacle           | obstacle       | - | readers
tasks:name_leads              | lead           | - | parties
tasks:obstacle                | obstacle       | readers | -
tasks:obstacles               | plan           | parties | -
tasks:open_leads              | plan           | parties | -
tasks:opine_changes           | change         | nobody | focal_officer
tasks:overview                | plan           | parties | -
tasks:plan                    | draft          | focal | -
tasks:plan                    | plan           | parties | -
tasks:plans                   | -              | all | -
tasks:prove                   | assignment     | - | parties
tasks:receive                 | assignment     | - | parties
tasks:register_milestone      | assignment     | - | parties
tasks:set_naming_date         | lead           | - | parties
tasks:take_back               | assignment     | - | parties
tasks:task                    | draft_task     | focal | -
tasks:task                    | task           | parties | -
tasks:update                  | assignment     | - | unit
tasks:withdraw                | evidence       | - | unit
"""
