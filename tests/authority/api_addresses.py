"""Who may read and write at every address of the API; the lines are as in `addresses`."""

API = """
api:absence_off               | absence        | - | lookers_after
api:absences                  | unit           | unit focal watchers admin | all
api:acknowledgements          | assignment     | readers | all
api:amends                    | draft          | - | focal
api:ask_change                | assignment     | - | parties
api:ask_contribution          | assignment     | - | parties
api:assign                    | plan           | - | all
api:assignments-detail        | assignment     | parties | -
api:assignments-list          | -              | all | -
api:assignments-move          | assignment     | - | heads
api:assignments-moves         | assignment     | parties | -
api:assignments-receive       | assignment     | - | all
api:bulk                      | -              | - | all
api:change-requests-decision  | -              | - | all
api:change-requests-detail    | change         | readers | -
api:change-requests-list      | -              | all | -
api:change-requests-move      | change         | - | readers
api:change-requests-opinion   | -              | - | all
api:change_file               | change         | readers | -
api:compilations-detail       | compilation    | focal watchers | -
api:compilations-list         | -              | all | all
api:completeness              | -              | focal watchers | -
api:contribution_file         | contribution   | readers partner | -
api:contributions-detail      | contribution   | readers partner | -
api:contributions-list        | -              | all | -
api:contributions-move        | contribution   | - | readers partner
api:criteria-detail           | criteria       | workers watchers | -
api:criteria-detail           | draft_criteria | focal | -
api:criteria-list             | -              | workers watchers | focal
api:criteria_publication      | draft_criteria | - | focal
api:decision_file             | paper          | readers | -
api:deliveries-list           | -              | all | -
api:differences               | version        | focal | all
api:events                    | -              | all | -
api:evidence                  | assignment     | readers | all
api:evidence_file             | evidence       | readers | -
api:evidence_withdraw         | evidence       | - | unit
api:figures                   | task           | - | focal
api:guest                     | -              | - | admin
api:guests                    | -              | admin | admin
api:hand_over                 | unit           | - | all
api:explanation_answer        | explanation    | - | unit
api:explanations              | -              | all | all
api:export                    | -              | all | -
api:indicator_measuring       | indicator      | - | focal partner
api:indicator_standing        | indicator      | parties | -
api:indicators-detail         | indicator      | parties | -
api:indicators-list           | -              | all | -
api:invitations               | -              | - | all
api:journal                   | -              | all | -
api:judgements                | assignment     | - | focal_officer
api:ladder                    | plan           | focal oversight watchers | focal oversight watchers
api:link                      | draft          | - | focal
api:links                     | draft          | focal | all
api:matrix                    | plan           | parties | -
api:measurement_figures       | -              | - | all
api:measurement_moves         | -              | - | all
api:measurements-detail       | measurement    | readers partner | -
api:measurements-list         | -              | all | -
api:members                   | unit           | - | all
api:milestone_move            | milestone      | - | heads
api:milestones                | assignment     | readers | all
api:objection_answer          | objection      | - | focal_officer
api:objections-detail         | objection      | unit focal watchers | -
api:objections-list           | -              | all | all
api:obstacles                 | assignment     | readers | -
api:obstacles-detail          | obstacle       | readers | -
api:obstacles-list            | -              | all | -
api:obstacles-move            | obstacle       | - | readers
api:open-leads-detail         | lead           | parties | -
api:open-leads-list           | -              | all | -
api:open-leads-name           | lead           | - | focal
api:opening                   | -              | admin | -
api:opening_move              | -              | - | admin
api:own_channels              | -              | all | all
api:own_hours                 | -              | all | all
api:plans-detail              | draft          | focal | -
api:plans-detail              | plan           | parties | -
api:plans-list                | -              | all | -
api:publication               | draft          | focal | focal
api:ready                     | assignment     | readers | all
api:reminders                 | assignment     | readers | -
api:reorganisations-call-off  | reorganisation | - | admin
api:reorganisations-carry-out | reorganisation | - | all
api:reorganisations-choose    | reorganisation | - | admin
api:reorganisations-detail    | reorganisation | admin | -
api:reorganisations-items     | reorganisation | admin | -
api:reorganisations-list      | -              | all | all
api:reports-detail            | report         | unit | -
api:reports-detail            | sent_report    | unit focal watchers | -
api:reports-list              | -              | all | -
api:reports-move              | report         | - | heads
api:reports-paper             | report         | - | unit
api:reports-texts             | report         | - | unit
api:schema                    | -              | all | -
api:score_rows                | unit           | unit focal watchers | -
api:scores                    | -              | workers watchers | -
api:search                    | -              | all | -
api:standing                  | -              | all | -
api:statuses                  | plan           | - | all
api:tasks-detail              | draft_task     | focal | -
api:tasks-detail              | task           | parties | -
api:tasks-list                | -              | all | -
api:timeline                  | plan           | parties | -
api:try                       | -              | all | -
api:twins                     | draft          | focal | all
api:units-detail              | unit           | all | -
api:units-list                | -              | all | -
api:units-people              | unit           | unit focal watchers admin | -
api:units-registration        | -              | focal watchers admin | -
api:updates                   | assignment     | readers | unit
api:upload                    | upload         | focal_officer | -
api:uploads                   | -              | all | all
api:urgings                   | plan           | focal oversight watchers | focal oversight watchers
api:target                    | target         | - | focal partner
api:warnings-list             | -              | all | -
"""
