-- Finding a lawyer: a text that forgives spelling, and what is known about who is free first.

-- A text as the search compares it: no case, no accents, no vowel signs, one form of each letter that is written in several.
-- Arabic letters become a Latin capital each, because pg_trgm sees letters only where the server's locale calls them so, and
-- capitals tell the two scripts apart.
create function search_form(text) returns text language sql immutable strict parallel safe
return translate(
  regexp_replace(
    lower(normalize($1, nfkd) collate pg_c_utf8),
    -- Accents of Latin letters, hamza wherever it stands, vowel signs, the stretching line, and invisible joiners.
    U&'[\0300-\036F\0610-\061A\0621\0640\064B-\065F\0670\06D6-\06ED\200B-\200F]', '', 'g'),
  'ابتثجحخدذرزسشصضظطعغفقكکگلمنهةويیىٱپچژ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹øłđðıæœß',
  'ABTTJHXDURZSCVEEPOGFQKKKLMNIIWYYYABJZ01234567890123456789olddiaes');

-- How a word in Latin letters sounds: Arabic names are written with many vowels. Muhammad and Mohamed are both mhmd, Omar and
-- Umar both Amr. Empty where too little is left to tell words apart.
create function sound_form(text) returns text language sql immutable strict parallel safe
return regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  translate(replace($1, 'ph', 'f'), 'qc', 'kk'),
  '(.)\1', '\1', 'g'), '^[aeiouy]+', 'A'), '[aeiouy]+', '', 'g'), '^.?$', '');

-- A word as a pattern that means nothing but itself.
create function like_form(text) returns text language sql immutable strict parallel safe
return '%' || regexp_replace($1, '([\\%_])', '\\\1', 'g') || '%';

-- The words that lawyers use of themselves. A text is compared with these, which are few and short; one that nobody uses any
-- more finds nobody.
create table search_word (
  word text primary key,
  sound text not null generated always as (sound_form(word)) stored
);
create index search_word_trigrams on search_word using gin (word gin_trgm_ops);
create index search_word_sound on search_word (sound) where sound <> '';

create table lawyer_word (
  word text not null references search_word (word),
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  primary key (word, lawyer_id)
);
create index lawyer_word_lawyer on lawyer_word (lawyer_id);
grant select, insert, update, delete on search_word, lawyer_word to majlis_app;

create function keep_lawyer_words() returns trigger language plpgsql as $$
declare
  words text[] := array(
    select distinct word from regexp_split_to_table(
      search_form(concat_ws(' ', new.name_en, new.name_ar, new.headline_en, new.headline_ar, new.city)),
      '[\s,،;؛:/()"«»–—-]+') as word
    where word <> '' order by word);
begin
  delete from lawyer_word where lawyer_id = new.id;
  insert into search_word (word) select unnest(words) on conflict do nothing;
  insert into lawyer_word (word, lawyer_id) select word, new.id from unnest(words) as word;
  return null;
end $$;
create trigger lawyer_words_kept after insert or update of name_en, name_ar, headline_en, headline_ar, city on lawyer
  for each row execute function keep_lawyer_words();
-- Those who are there already.
update lawyer set city = city;
drop index lawyer_search;

-- Listed lawyers who use every one of these words, or nearly, and how nearly, from 0 to 10000. What fits far worse than the
-- best is left out.
create function lawyers_matching(words text[]) returns table (lawyer_id uuid, rank integer)
language sql stable parallel safe rows 50 set pg_trgm.word_similarity_threshold = 0.4 as $$
  with alike as materialized (
    -- Inside a word it says less than a whole one, or the beginning of one.
    select asked.place, used.word, greatest(word_similarity(asked.word, used.word), case
      when used.sound = sound_form(asked.word) and used.sound <> '' then 0.7
      when used.word like like_form(asked.word) then 0.6 end) as likeness
    from unnest(words) with ordinality as asked (word, place)
    cross join lateral (
      select * from search_word
      where (word %> asked.word and (word ~ '[A-Z]') = (asked.word ~ '[A-Z]'))
        or word like like_form(asked.word) or (sound = sound_form(asked.word) and sound <> '')
    ) as used
  ), found as (
    select each.lawyer_id, avg(each.likeness) as likeness
    from (
      select lawyer_word.lawyer_id, alike.place, max(alike.likeness) as likeness
      from alike join lawyer_word using (word)
      group by lawyer_word.lawyer_id, alike.place
    ) as each
    join lawyer on lawyer.id = each.lawyer_id and lawyer.status = 'listed'
    group by each.lawyer_id having count(*) = cardinality(words)
  )
  select found.lawyer_id, round(found.likeness * 10000)::integer from found
  where found.likeness >= (select max(likeness) from found) - 0.3
$$;

-- When each lawyer is free first, with `any` type or with one, worked out from hours, bookings and calendars. It orders the
-- directory; what a page shows as free is worked out anew.
create table next_free (
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  scope text not null check (scope in ('any', 'video', 'phone', 'in_person', 'document_review', 'quick_question')),
  -- Minutes since the epoch, both growing: up to the minute passes[n] notice leaves starts[n] as the first free start. Empty:
  -- nothing is free.
  passes integer[] not null default '{}',
  starts integer[] not null default '{}',
  -- The first and the last minute in which this is so.
  known_from integer not null default 0,
  known_until integer not null default -1,
  -- Of `any`: how often all of a lawyer's were kept. Of two who worked them out at once, the second keeps nothing.
  kept integer not null default 0,
  -- What is first in the lists; nothing free stands last, for as long as that is known.
  first_pass integer not null generated always as (coalesce(passes[1], known_until)) stored,
  first_start integer not null generated always as (coalesce(starts[1], 2147483647)) stored,
  primary key (scope, lawyer_id),
  check (cardinality(passes) = cardinality(starts) and cardinality(passes) <= 96)
);

create index next_free_order on next_free (scope, first_start, lawyer_id);
create index next_free_passed on next_free (scope, first_pass);
create index next_free_known_from on next_free (known_from) where scope = 'any';
create index next_free_known_until on next_free (known_until) where scope = 'any';

-- Which lawyers' were made void, by which transactions, since they were kept. Rows are only added, so that no change waits for
-- another one here.
create table next_free_void (
  lawyer_id uuid not null references lawyer (id) on delete cascade,
  made_by xid8 not null default pg_current_xact_id(),
  primary key (lawyer_id, made_by)
);
grant select, insert, update on next_free to majlis_app;
grant select, insert, delete on next_free_void to majlis_app;

create function void_next_free(of_lawyer uuid) returns void language sql as $$
  -- From the table, since a lawyer who is being deleted is there no more.
  insert into next_free_void (lawyer_id) select id from lawyer where id = of_lawyer on conflict do nothing
$$;

insert into next_free (lawyer_id, scope) select id, 'any' from lawyer;
create function add_next_free() returns trigger language plpgsql as $$
begin
  insert into next_free (lawyer_id, scope) values (new.id, 'any');
  return null;
end $$;
create trigger next_free_begins after insert on lawyer for each row execute function add_next_free();

create function void_next_free_of_lawyer() returns trigger language plpgsql as $$
begin
  perform void_next_free(new.id);
  return null;
end $$;
create trigger next_free_voided after update of status on lawyer
  for each row when (old.status <> new.status) execute function void_next_free_of_lawyer();

-- For tables whose rows name their lawyer.
create function void_next_free_of_row() returns trigger language plpgsql as $$
begin
  perform void_next_free(case tg_op when 'DELETE' then old.lawyer_id else new.lawyer_id end);
  return null;
end $$;

create trigger next_free_voided after insert or update or delete on availability
  for each row execute function void_next_free_of_row();
create trigger next_free_voided after insert or update or delete on availability_window
  for each row execute function void_next_free_of_row();
create trigger next_free_voided after insert or update or delete on availability_override
  for each row execute function void_next_free_of_row();
create trigger next_free_voided after insert or update or delete on temporary_hours
  for each row execute function void_next_free_of_row();
create trigger next_free_voided after insert or update or delete on availability_travel
  for each row execute function void_next_free_of_row();
create trigger next_free_voided after insert or update or delete on price
  for each row execute function void_next_free_of_row();
create trigger next_free_voided after insert or delete on calendar_connection
  for each row execute function void_next_free_of_row();
-- After twelve hours without being read a calendar closes everything; being read opens it again.
create trigger next_free_voided_when_read after update of synced_at on calendar_connection
  for each row when (new.synced_at is distinct from old.synced_at
    and coalesce(old.synced_at, old.created_at) < new.synced_at - interval '11 hours')
  execute function void_next_free_of_row();

-- Every booking is some lawyer's; most changes of one leave its time as it is.
create function is_blocking(status text) returns boolean language sql immutable parallel safe
return status in ('payment_pending', 'awaiting_lawyer', 'confirmed', 'in_progress', 'completed', 'no_show');
create trigger next_free_voided after insert or delete on consultation
  for each row execute function void_next_free_of_row();
create trigger next_free_voided_when_moved after update of status, start_at, end_at, block_end_at on consultation
  for each row when (is_blocking(old.status) <> is_blocking(new.status)
    or (old.start_at, old.end_at, old.block_end_at) is distinct from (new.start_at, new.end_at, new.block_end_at))
  execute function void_next_free_of_row();

create function void_next_free_of_temporary_hours() returns trigger language plpgsql as $$
begin
  perform void_next_free(lawyer_id) from temporary_hours
  where id = case tg_op when 'DELETE' then old.temporary_hours_id else new.temporary_hours_id end;
  return null;
end $$;
create trigger next_free_voided after insert or update or delete on temporary_hours_window
  for each row execute function void_next_free_of_temporary_hours();

create function void_next_free_of_calendar() returns trigger language plpgsql as $$
begin
  perform void_next_free(lawyer_id) from calendar_connection
  where id = case tg_op when 'DELETE' then old.connection_id else new.connection_id end;
  return null;
end $$;
create trigger next_free_voided after insert or update or delete on calendar_busy
  for each row execute function void_next_free_of_calendar();
