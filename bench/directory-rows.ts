import type pg from 'pg';

/**
 * So many listed lawyers, made in Postgres: four time zones, two windows on five or six weekdays, one or two types, up
 * to two full days and a few more bookings ahead, some days off, and one in fifty who takes nobody.
 */
export async function fillDirectory(client: pg.Client, lawyers: number): Promise<void> {
  for (const statement of statements)
    await client.query(statement, statement.includes('$1') ? [lawyers] : []);
  await client.query('analyze');
}

const numbered = (n: string, list: string) =>
  `(array[${list}])[1 + (${n}) % array_length(array[${list}], 1)]`;
const firstEn =
  "'Layla','Khalid','Mohammed','Fatima','Omar','Aisha','Yousef','Mariam','Priya','James','Nadia','Étienne','Hessa','Rashid','Sara','Daniel'";
const firstAr =
  "'ليلى','خالد','محمد','فاطمة','عمر','عائشة','يوسف','مريم','بريا','جيمس','نادية','إتيان','حصة','راشد','سارة','دانيال'";
const lastEn =
  "'Haddad','Al Mansoori','Rahman','Zayed','Al Suwaidi','Benali','Whitfield','Okafor','Raman','Müller','Farouk','Al Nuaimi','Qasim','Sharif','Darwish','Hashemi','Najjar','Saleh','Kamal'";
const lastAr =
  "'حداد','المنصوري','رحمن','زايد','السويدي','بن علي','ويتفيلد','أوكافور','رامان','مولر','فاروق','النعيمي','قاسم','شريف','درويش','هاشمي','نجار','صالح','كمال'";
const subjectEn =
  "'Real estate and construction','Family law and inheritance','Labour and employment','Corporate and tax','Criminal defence','Banking and finance','Arbitration','Trade marks and data','Residence and visas'";
const subjectAr =
  "'العقارات والإنشاءات','قضايا الأسرة والميراث','قضايا العمل','الشركات والضرائب','القضايا الجزائية','البنوك والتمويل','التحكيم','العلامات التجارية والبيانات','الإقامة والتأشيرات'";
const specialties =
  "'real_estate','family','employment','corporate','criminal','banking','arbitration','intellectual_property','immigration'";
const zones =
  "'Asia/Dubai','Asia/Dubai','Asia/Dubai','Asia/Dubai','Asia/Dubai','Europe/London','Asia/Kolkata','America/New_York'";

const statements = [
  // What rows are worked out from: a number, and the ids that belong to it.
  `create unlogged table made as
   select n, uuidv7() as lawyer_id, uuidv7() as user_id, uuidv7() as client_id
   from generate_series(0, $1::integer - 1) as n`,
  `insert into app_user (id, name, email, role, email_verified)
   select user_id, 'Lawyer ' || n, 'lawyer-' || n || '@example.test', 'lawyer', true from made
   union all select client_id, 'Client ' || n, 'client-' || n || '@example.test', 'client', true from made`,
  `insert into lawyer (id, user_id, status, listed_at, licence_number, city, name_en, name_ar, headline_en, headline_ar,
     specialties, languages)
   select lawyer_id, user_id, 'listed', now() - n * interval '1 minute', 'L-' || n,
     ${numbered('n', "'Dubai','Abu Dhabi','Sharjah','Ajman'")},
     ${numbered('n', firstEn)} || ' ' || ${numbered('n / 3', lastEn)},
     ${numbered('n', firstAr)} || ' ' || ${numbered('n / 3', lastAr)},
     ${numbered('n / 2', subjectEn)}, ${numbered('n / 2', subjectAr)},
     array[${numbered('n / 2', specialties)}],
     case n % 4 when 0 then '{ar,en}' when 1 then '{en}' when 2 then '{ar}' else '{en,fr}' end::text[] from made`,
  `insert into availability (lawyer_id, timezone, step_minutes, min_notice_minutes, buffer_minutes, max_advance_days, is_active)
   select lawyer_id, ${numbered('n', zones)}, (array[15, 30, 30, 60])[1 + n % 4],
     (array[0, 60, 120, 120, 1440])[1 + n % 5], 15, 30 + n % 60, n % 50 <> 0 from made`,
  `insert into availability_window (lawyer_id, day_of_week, start_minute, end_minute)
   select lawyer_id, day, start_minute, end_minute
   from made, generate_series(1, 5 + n % 2) as day, (values (540, 720), (840, 1080)) as hours (start_minute, end_minute)`,
  `insert into availability_override (lawyer_id, kind, start_date, end_date)
   select lawyer_id, 'blocked', current_date + n % 20, current_date + n % 20 + n % 4 from made where n % 3 = 0`,
  `insert into price (lawyer_id, consultation_type, hourly_rate_minor, durations)
   select lawyer_id, type, 30000 + (n * 37 % 40) * 2500, '{30,60}'
   from made, unnest((array['video', 'in_person'])[1:1 + n % 2]) as type`,
  // The keys are right by construction, and what is not known yet need not be made void.
  'set session_replication_role = replica',
  `insert into consultation (id, number, client_id, lawyer_id, consultation_type, status, revision, start_at, end_at,
     buffer_minutes, block_end_at, client_timezone, lawyer_timezone, currency, base_price_minor, platform_fee_minor,
     vat_minor, total_price_minor, platform_fee_bps, vat_bps, cancellation_policy, reminder_minutes, instant_booking,
     hold_expires_at, confirmed_at, created_at)
   select uuidv7(), 'MJ-' || lpad(row_number() over ()::text, 10, '0'), client_id, lawyer_id, 'video', 'confirmed', 1,
     start_at, start_at + interval '45 minutes', 15, start_at + interval '60 minutes', 'Asia/Dubai', timezone, 'AED',
     50000, 5000, 2750, 57750, 1000, 500, 'standard', '{60}', true, now(), now(), now()
   from made join availability using (lawyer_id), generate_series(0, 13) as day, unnest('{9,10,11,14,15,16,17}'::integer[]) as hour,
     lateral (select (current_date + day + make_interval(hours => hour)) at time zone timezone as start_at) as at
   where day < n % 3 or (hashint4(n * 1000 + day * 24 + hour) & 127) < 4`,
];
