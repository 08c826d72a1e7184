-- A ledger of version 6, as the Tertius of that time wrote it; see README.md.
CREATE TABLE act (number INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE, kind TEXT NOT NULL, manner INTEGER NOT NULL, tone INTEGER NOT NULL, score REAL NOT NULL, until INTEGER NOT NULL);
CREATE TABLE act_person (act INTEGER NOT NULL REFERENCES act ON DELETE CASCADE, role INTEGER NOT NULL, position INTEGER NOT NULL, place INTEGER NOT NULL, mailbox INTEGER NOT NULL REFERENCES mailbox, PRIMARY KEY (act, role, position)) WITHOUT ROWID;
CREATE TABLE attendee (meeting INTEGER NOT NULL REFERENCES meeting ON DELETE CASCADE, position INTEGER NOT NULL, place INTEGER NOT NULL, attendance INTEGER NOT NULL, mailbox INTEGER NOT NULL REFERENCES mailbox, PRIMARY KEY (meeting, position)) WITHOUT ROWID;
CREATE TABLE decision (number INTEGER PRIMARY KEY AUTOINCREMENT, made INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, argument TEXT NOT NULL);
CREATE TABLE delivery (collection TEXT NOT NULL, reminder TEXT NOT NULL, uid TEXT NOT NULL, href TEXT NOT NULL, etag TEXT NOT NULL, text TEXT NOT NULL, pins INTEGER NOT NULL, PRIMARY KEY (collection, reminder)) WITHOUT ROWID;
CREATE TABLE evidence (act INTEGER NOT NULL REFERENCES act ON DELETE CASCADE, position INTEGER NOT NULL, rule TEXT NOT NULL, quote TEXT NOT NULL, place TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (act, position)) WITHOUT ROWID;
CREATE TABLE folder (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE forgotten (hash TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE known (folder INTEGER NOT NULL REFERENCES folder, key TEXT NOT NULL, edition INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (folder, key)) WITHOUT ROWID;
CREATE TABLE lying (folder INTEGER NOT NULL REFERENCES folder, name TEXT NOT NULL, key TEXT NOT NULL, meeting TEXT NOT NULL, PRIMARY KEY (folder, name, meeting)) WITHOUT ROWID;
CREATE TABLE mailbox (number INTEGER PRIMARY KEY, address TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (address, name));
CREATE TABLE meeting (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, uid TEXT NOT NULL, recurrence_id TEXT NOT NULL, sequence INTEGER NOT NULL, stamp INTEGER NOT NULL, created INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, summary TEXT NOT NULL, flags INTEGER NOT NULL, in_calendar INTEGER NOT NULL, series TEXT NOT NULL DEFAULT '', by_mail INTEGER NOT NULL DEFAULT 1);
CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE message (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, message_id TEXT, date INTEGER NOT NULL, zone INTEGER NOT NULL, subject TEXT NOT NULL, in_reply_to TEXT, refs TEXT NOT NULL, flags INTEGER NOT NULL, attachments TEXT NOT NULL, language TEXT NOT NULL, greeting TEXT NOT NULL, closing TEXT NOT NULL, formality INTEGER NOT NULL, words INTEGER NOT NULL, edition INTEGER NOT NULL DEFAULT 0);
CREATE TABLE party (message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE, position INTEGER NOT NULL, place INTEGER NOT NULL, mailbox INTEGER NOT NULL REFERENCES mailbox, date INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (message, position)) WITHOUT ROWID;
CREATE TABLE published (uid TEXT PRIMARY KEY, id TEXT NOT NULL, kind INTEGER NOT NULL, state INTEGER NOT NULL, due INTEGER NOT NULL, closed INTEGER NOT NULL, title TEXT NOT NULL, because TEXT NOT NULL, message_id TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, created INTEGER NOT NULL, stamp INTEGER NOT NULL, sequence INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE rung (reminder TEXT NOT NULL, due INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (reminder, due)) WITHOUT ROWID;
CREATE TABLE unreadable (folder INTEGER NOT NULL REFERENCES folder, key TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (folder, key)) WITHOUT ROWID;
CREATE INDEX act_by_message ON act (message);
CREATE INDEX act_person_by_mailbox ON act_person (mailbox);
CREATE INDEX attendee_by_mailbox ON attendee (mailbox);
CREATE INDEX lying_by_meeting ON lying (meeting);
CREATE INDEX message_by_message_id ON message (message_id);
CREATE INDEX party_by_mailbox ON party (mailbox, date);
PRAGMA defer_foreign_keys = ON;
INSERT INTO "act" VALUES(1,1,'introduction',2,0,9.99999822625084466842e-01,0);
INSERT INTO "act" VALUES(2,1,'intro-offer',0,0,7.09508879064384645474e-01,0);
INSERT INTO "act" VALUES(3,3,'introduction',1,0,9.99479915999125334558e-01,0);
INSERT INTO "act" VALUES(4,3,'intro-offer',0,0,7.09508879064384645474e-01,0);
INSERT INTO "act" VALUES(5,4,'thanks',0,0,8.24769253838250060439e-01,0);
INSERT INTO "act" VALUES(6,4,'outcome-update',0,0,1.46290075517342826882e-01,0);
INSERT INTO "act_person" VALUES(1,0,0,0,1);
INSERT INTO "act_person" VALUES(1,1,0,4,3);
INSERT INTO "act_person" VALUES(1,1,1,3,2);
INSERT INTO "act_person" VALUES(2,0,0,3,2);
INSERT INTO "act_person" VALUES(2,1,0,4,3);
INSERT INTO "act_person" VALUES(3,0,0,0,5);
INSERT INTO "act_person" VALUES(3,1,0,4,6);
INSERT INTO "act_person" VALUES(4,0,0,3,2);
INSERT INTO "act_person" VALUES(4,1,0,4,6);
INSERT INTO "act_person" VALUES(5,0,0,3,1);
INSERT INTO "act_person" VALUES(5,1,0,3,1);
INSERT INTO "act_person" VALUES(6,0,0,3,1);
INSERT INTO "act_person" VALUES(6,1,0,3,1);
INSERT INTO "attendee" VALUES(1,0,7,1,7);
INSERT INTO "attendee" VALUES(1,1,8,1,8);
INSERT INTO "attendee" VALUES(2,0,7,1,7);
INSERT INTO "attendee" VALUES(2,1,8,1,9);
INSERT INTO "decision" VALUES(1,1780650000,'confirm','ff5d44c9d8d9b58a8efecb9d737a9e43d18b3c6c675295658d8ab1b3cb8ed925','');
INSERT INTO "decision" VALUES(2,1780650000,'note','dana@example.org','likes tea');
INSERT INTO "decision" VALUES(3,1780650000,'later','c061c977f5edd6cf3bd3e984352cf955bd095b2c3a210ccf57652fec120afef6','1780995600');
INSERT INTO "delivery" VALUES('/home/ada/friends','c061c977f5edd6cf3bd3e984352cf955bd095b2c3a210ccf57652fec120afef6','c061c977-f5ed-86cf-abd3-e984352cf955','c061c977-f5ed-86cf-abd3-e984352cf955.ics','e36d75661298ffde4b95e50751b82b16fce50c97eda0d3a09bb09aae10ca3827','BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Tertius//Tertius 0.1//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:c061c977-f5ed-86cf-abd3-e984352cf955
DTSTAMP:20260605T090001Z
CREATED:20260605T090000Z
LAST-MODIFIED:20260605T090001Z
SEQUENCE:1
DTSTART:20260609T090000Z
DTEND:20260609T091500Z
SUMMARY:Thank Noor Haddad for introducing Bela Nagy
DESCRIPTION:Noor Haddad introduced you to Bela Nagy on 4 June\; a thank-you
  to both is still to be said.\n\nDone: tertius done c061c977\nLater: terti
 us later c061c977 1w
URL:mid:second@example.org
CATEGORIES:Tertius
CLASS:PRIVATE
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-TERTIUS-ID:c061c977
X-TERTIUS-KIND:thank
BEGIN:VALARM
UID:89365c06-eaf8-8667-ab0d-542ad51b0df6
ACTION:DISPLAY
DESCRIPTION:Thank Noor Haddad for introducing Bela Nagy
TRIGGER:PT0S
END:VALARM
END:VEVENT
END:VCALENDAR
',0);
INSERT INTO "delivery" VALUES('/home/ada/reminders','c061c977f5edd6cf3bd3e984352cf955bd095b2c3a210ccf57652fec120afef6','c061c977-f5ed-86cf-abd3-e984352cf955','c061c977-f5ed-86cf-abd3-e984352cf955.ics','e36d75661298ffde4b95e50751b82b16fce50c97eda0d3a09bb09aae10ca3827','BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Tertius//Tertius 0.1//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:c061c977-f5ed-86cf-abd3-e984352cf955
DTSTAMP:20260605T090001Z
CREATED:20260605T090000Z
LAST-MODIFIED:20260605T090001Z
SEQUENCE:1
DTSTART:20260609T090000Z
DTEND:20260609T091500Z
SUMMARY:Thank Noor Haddad for introducing Bela Nagy
DESCRIPTION:Noor Haddad introduced you to Bela Nagy on 4 June\; a thank-you
  to both is still to be said.\n\nDone: tertius done c061c977\nLater: terti
 us later c061c977 1w
URL:mid:second@example.org
CATEGORIES:Tertius
CLASS:PRIVATE
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-TERTIUS-ID:c061c977
X-TERTIUS-KIND:thank
BEGIN:VALARM
UID:89365c06-eaf8-8667-ab0d-542ad51b0df6
ACTION:DISPLAY
DESCRIPTION:Thank Noor Haddad for introducing Bela Nagy
TRIGGER:PT0S
END:VALARM
END:VEVENT
END:VCALENDAR
',1);
INSERT INTO "evidence" VALUES(1,0,'introduction/introduce-you','like to introduce you','body',5.551);
INSERT INTO "evidence" VALUES(1,1,'introduction/over-to-you','You two should talk','body',5.514);
INSERT INTO "evidence" VALUES(1,2,'introduction/meet','You two should talk','body',5.183);
INSERT INTO "evidence" VALUES(1,3,'bias','','header',-5.138);
INSERT INTO "evidence" VALUES(1,4,'subject/two-sides','','header',2.0);
INSERT INTO "evidence" VALUES(1,5,'subject/two-sides & who/two-sides','','header',1.5);
INSERT INTO "evidence" VALUES(1,6,'intro-offer/happy-to','like to introduce you to','body',-1.272);
INSERT INTO "evidence" VALUES(1,7,'context/role','Tomás, who runs','body',1.107);
INSERT INTO "evidence" VALUES(1,8,'who/two-sides','','header',0.523);
INSERT INTO "evidence" VALUES(1,9,'near/on-copy','','header',0.338);
INSERT INTO "evidence" VALUES(1,10,'subject/introduction','Ada, meet Tomás','subject',0.328);
INSERT INTO "evidence" VALUES(1,11,'who/other-house','','header',-0.121);
INSERT INTO "evidence" VALUES(1,12,'near/addressee','','header',0.032);
INSERT INTO "evidence" VALUES(2,0,'intro-offer/happy-to','like to introduce you to','body',6.336);
INSERT INTO "evidence" VALUES(2,1,'bias','','header',-5.443);
INSERT INTO "evidence" VALUES(3,0,'introduction/introduce-you','like to introduce you','body',5.551);
INSERT INTO "evidence" VALUES(3,1,'introduction/meet','Bela, meet Ada','body',5.183);
INSERT INTO "evidence" VALUES(3,2,'bias','','header',-5.138);
INSERT INTO "evidence" VALUES(3,3,'intro-offer/happy-to','like to introduce you to','body',-1.272);
INSERT INTO "evidence" VALUES(3,4,'context/role','Ada, who is','body',1.107);
INSERT INTO "evidence" VALUES(3,5,'context/benefit','looking for somebody','body',1.03);
INSERT INTO "evidence" VALUES(3,6,'who/two-sides','','header',0.523);
INSERT INTO "evidence" VALUES(3,7,'near/on-copy','','header',0.338);
INSERT INTO "evidence" VALUES(3,8,'subject/introduction','Bela, meet Ada','body',0.328);
INSERT INTO "evidence" VALUES(3,9,'who/other-house','','header',-0.121);
INSERT INTO "evidence" VALUES(3,10,'near/addressee','','header',0.032);
INSERT INTO "evidence" VALUES(4,0,'intro-offer/happy-to','like to introduce you to','body',6.336);
INSERT INTO "evidence" VALUES(4,1,'bias','','header',-5.443);
INSERT INTO "evidence" VALUES(5,0,'thanks/introduction','Thank you so much for the introduction','body',7.792);
INSERT INTO "evidence" VALUES(5,1,'bias','','header',-6.525);
INSERT INTO "evidence" VALUES(5,2,'context/about-introduction','Thank you so much for the introduction','body',0.282);
INSERT INTO "evidence" VALUES(6,0,'bias','','header',-6.216);
INSERT INTO "evidence" VALUES(6,1,'context/about-introduction','Thank you so much for the introduction','body',2.731);
INSERT INTO "evidence" VALUES(6,2,'thanks/introduction','Thank you so much for the introduction','body',1.721);
INSERT INTO "folder" VALUES(1,'/home/ada/Maildir');
INSERT INTO "folder" VALUES(2,'/home/ada/calendar.ics');
INSERT INTO "forgotten" VALUES('a5a0b817d3565f211e346852c70f815527548fffbed13c11c6679cc7123c65d5');
INSERT INTO "known" VALUES(1,'1.a',222530789948181);
INSERT INTO "known" VALUES(1,'2.a',222530789948181);
INSERT INTO "known" VALUES(1,'3.a',222530789948181);
INSERT INTO "known" VALUES(1,'4.a',222530789948181);
INSERT INTO "known" VALUES(2,'calendar.ics 577 1780444800.000000000',-1);
INSERT INTO "lying" VALUES(2,'calendar.ics','calendar.ics 577 1780444800.000000000','478726b08874af5b4b6e617bb9a7700e9f7eca6ac7d88db8eed8c35ed0ffa568');
INSERT INTO "lying" VALUES(2,'calendar.ics','calendar.ics 577 1780444800.000000000','481e475a4fa8f102bcecb55bdcef160d226b30ca5dd9dd40b06bc86bba3ef2cf');
INSERT INTO "mailbox" VALUES(1,'dana@example.org','Dana Okafor');
INSERT INTO "mailbox" VALUES(2,'ada@example.net','Ada Tester');
INSERT INTO "mailbox" VALUES(3,'tomas@example.com','Tomás Reyes');
INSERT INTO "mailbox" VALUES(5,'noor@example.org','Noor Haddad');
INSERT INTO "mailbox" VALUES(6,'bela@example.com','Bela Nagy');
INSERT INTO "mailbox" VALUES(7,'ada@example.net','');
INSERT INTO "mailbox" VALUES(8,'tomas@example.com','');
INSERT INTO "mailbox" VALUES(9,'dana@example.org','');
INSERT INTO "meeting" VALUES(1,'481e475a4fa8f102bcecb55bdcef160d226b30ca5dd9dd40b06bc86bba3ef2cf','weekly@example.org','',0,1780300800,0,1780905600,1780909200,'Ada and Tomás',512,1,'UTC FREQ=WEEKLY;COUNT=4',0);
INSERT INTO "meeting" VALUES(2,'478726b08874af5b4b6e617bb9a7700e9f7eca6ac7d88db8eed8c35ed0ffa568','once@example.org','',0,1780300800,0,1781078400,1781082000,'Dana and Ada',0,1,'',0);
INSERT INTO "memory" VALUES('began','1780650000');
INSERT INTO "memory" VALUES('calendar-seen /home/ada/friends','3');
INSERT INTO "memory" VALUES('calendar-seen /home/ada/reminders','3');
INSERT INTO "memory" VALUES('calendar-token /home/ada/friends','');
INSERT INTO "memory" VALUES('calendar-token /home/ada/reminders','');
INSERT INTO "memory" VALUES('calendar-undone /home/ada/friends','0');
INSERT INTO "memory" VALUES('calendar-undone /home/ada/reminders','0');
INSERT INTO "message" VALUES(1,'322380884ec8376aaabe0a22e9c0eea8f0f20e18c9019b82f4991e6e43c5e988','intro@example.org',1780297200,120,'Ada, meet Tomás',NULL,'',0,'','en','','Dana',0,26,222530789948181);
INSERT INTO "message" VALUES(3,'ed6a43c2fc0b446ea480593cfb60967d6f688e2a9f11cdb8df93b8629edfb89f','second@example.org',1780560000,120,'Introducing Bela',NULL,'',0,'','en','','Noor',0,30,222530789948181);
INSERT INTO "message" VALUES(4,'8efbff0e25fb2e24505f3bee39ddbbd311bce922f658496d7866c918f82b11dd','thanks@example.net',1780383600,120,'Re: Ada, meet Tomás','intro@example.org','intro@example.org',0,'','en','','Ada',0,15,222530789948181);
INSERT INTO "party" VALUES(1,0,0,1,1780297200);
INSERT INTO "party" VALUES(1,1,3,2,1780297200);
INSERT INTO "party" VALUES(1,2,4,3,1780297200);
INSERT INTO "party" VALUES(3,0,0,5,1780560000);
INSERT INTO "party" VALUES(3,1,3,2,1780560000);
INSERT INTO "party" VALUES(3,2,4,6,1780560000);
INSERT INTO "party" VALUES(4,0,0,2,1780383600);
INSERT INTO "party" VALUES(4,1,3,1,1780383600);
INSERT INTO "party" VALUES(4,2,3,3,1780383600);
INSERT INTO "published" VALUES('c061c977-f5ed-86cf-abd3-e984352cf955','c061c977f5edd6cf3bd3e984352cf955bd095b2c3a210ccf57652fec120afef6',0,0,1780995600,0,'Thank Noor Haddad for introducing Bela Nagy','Noor Haddad introduced you to Bela Nagy on 4 June; a thank-you to both is still to be said.','second@example.org','Noor Haddad','noor@example.org',1780650000,1780650001,1);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('decision',3);
