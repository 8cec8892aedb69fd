-- A search that is asked while people type: its first letters, and what is no word at all, must not cost more than a name.

create index search_word_beginning on search_word (word collate "C");

-- Listed lawyers who use every one of these words, or nearly, and how nearly, from 0 to 10000. What fits far worse than the
-- best is left out. A word that is said twice counts once, and one of which no form is left, such as a hamza or a vowel sign
-- alone, not at all: it says nothing about the others. With no word left nobody is found, in either script, as with a sign that
-- nobody uses.
create or replace function lawyers_matching(words text[]) returns table (lawyer_id uuid, rank integer)
language sql stable parallel safe rows 50 set pg_trgm.word_similarity_threshold = 0.4 as $$
  with asked as materialized (
    -- Of signs there are few in all words, and none begins one that means anything: they are looked for everywhere.
    select distinct word, length(word) <= 2 and word ~ '[A-Za-z0-9]' as is_short
    from unnest(words) as word where word <> ''
  ), alike as materialized (
    -- Inside a word it says less than a whole one, or the beginning of one.
    select asked.word as asked, used.word, greatest(word_similarity(asked.word, used.word), case
      when used.sound = sound_form(asked.word) and used.sound <> '' then 0.7
      when used.word like like_form(asked.word) then 0.6 end) as likeness
    from asked
    cross join lateral (
      select * from search_word
      where (word %> asked.word and (word ~ '[A-Z]') = (asked.word ~ '[A-Z]'))
        or word like like_form(asked.word) or (sound = sound_form(asked.word) and sound <> '')
    ) as used
    where not asked.is_short
    union all
    -- One letter or two lie in most words. They are the beginning of one, or two, as El is Al, sound like one. Whose whole word
    -- they are comes first, and leaves the others there: who types Al may go on to Ali.
    select asked.word, used.word, case when used.word = asked.word then 1
      when starts_with(used.word, asked.word) then 0.8 else 0.7 end
    from asked
    cross join lateral (
      select * from search_word
      where (word collate "C" >= asked.word and word collate "C" < asked.word || chr(1114111))
        or (length(asked.word) = 2 and sound = sound_form(asked.word) and sound <> '')
    ) as used
    where asked.is_short
  ), found as (
    select each.lawyer_id, avg(each.likeness) as likeness
    from (
      select lawyer_word.lawyer_id, alike.asked, max(alike.likeness) as likeness
      from alike join lawyer_word using (word)
      group by lawyer_word.lawyer_id, alike.asked
    ) as each
    join lawyer on lawyer.id = each.lawyer_id and lawyer.status = 'listed'
    group by each.lawyer_id having count(*) = (select count(*) from asked)
  )
  select found.lawyer_id, round(found.likeness * 10000)::integer from found
  where found.likeness >= (select max(likeness) from found) - 0.3
$$;
