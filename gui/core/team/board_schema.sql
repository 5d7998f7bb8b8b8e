-- The team's board, form 1. Run once, by administration.py, as the role that owns all of it.
-- Changes are additive: a later form is a script of its own, and a function is never changed (a ..._2 comes beside it).
-- Times are for people. Nothing is ordered or fetched by one, but for leases and what is removed by month.

CREATE TABLE board.team (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    name text NOT NULL,
    -- The form of this schema, and the least form that a panel must know to read its rows.
    form integer NOT NULL,
    least_form integer NOT NULL,
    -- The role that each desk's role is a member of.
    desks name NOT NULL,
    made timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE board.member (
    role name PRIMARY KEY,
    code text NOT NULL UNIQUE,
    invited timestamptz NOT NULL DEFAULT clock_timestamp(),
    removed timestamptz
);

CREATE TABLE board.desk (
    -- Chosen by the desk's data folder. A copied folder takes another id, so that a role may have several.
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{32}$'),
    code text NOT NULL UNIQUE,
    role name NOT NULL,
    operator text NOT NULL DEFAULT '',
    seen timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- When its folder left the team; its rows stay.
    gone timestamptz,
    shared_from timestamptz,
    -- The board's clock less the desk's, as the desk last measured it: what it says of times is by its own.
    clock_s double precision NOT NULL DEFAULT 0,
    -- Rows up to this one are not shared: parents among them count as known.
    shared_after bigint NOT NULL DEFAULT 0,
    -- The highest row that the board had when rows were removed by month, and the highest that was removed.
    last_row bigint NOT NULL DEFAULT 0,
    pruned_row bigint NOT NULL DEFAULT 0,
    -- The sessions that are open at this desk, each one as desk/number; true as long as the desk is heard of.
    attends text NOT NULL DEFAULT '' CHECK (octet_length(attends) <= 4096
        AND attends ~ '^([0-9a-f]{32}/[1-9][0-9]{0,17}( (?=[0-9a-f])|$))*$')
) WITH (fillfactor = 50);

-- Here and at claims the desk is one of the role's (policy, function). A reference would ask again for each row, and lock
-- the desk's own, which is never removed.
CREATE TABLE board.entry (
    desk text NOT NULL,
    row bigint NOT NULL CHECK (row > 0),
    received timestamptz NOT NULL DEFAULT clock_timestamp(),
    form integer NOT NULL CHECK (form > 0),
    home_desk text NOT NULL CHECK (home_desk ~ '^[0-9a-f]{32}$'),
    home_number bigint NOT NULL CHECK (home_number > 0),
    target text NOT NULL,
    -- Each one is desk/row, with a space between two; a row from before the team has no desk.
    parents text NOT NULL CHECK (parents ~ '^([0-9a-f]{0,32}/[1-9][0-9]{0,17}( (?=[0-9a-f/])|$))*$'),
    kind text NOT NULL,
    state text NOT NULL,
    open boolean NOT NULL,
    at text NOT NULL,
    operator text NOT NULL,
    body text NOT NULL CHECK (octet_length(body) <= 16777216 AND json_typeof(body::json) = 'object'),
    PRIMARY KEY (desk, row)
);
CREATE INDEX entry_of_target ON board.entry (target, desk, row);

CREATE TABLE board.claim (
    target text PRIMARY KEY,
    desk text NOT NULL,
    process text NOT NULL,
    body text NOT NULL,
    taken timestamptz NOT NULL,
    until timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE FUNCTION board.never() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'rows of the board are never altered or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER never BEFORE UPDATE OR DELETE OR TRUNCATE ON board.entry
    FOR EACH STATEMENT EXECUTE FUNCTION board.never();

-- One wake-up for each desk of a statement. It names the desk and nothing else: whoever is in the database hears it.
CREATE FUNCTION board.wake() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_notify('board', woken.desk) FROM (SELECT DISTINCT f.desk FROM fresh AS f) AS woken;
    RETURN NULL;
END $$;
CREATE TRIGGER wake AFTER INSERT ON board.entry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION board.wake();

-- Whether a desk is one of the role that logged in. SET ROLE does not change who that is.
CREATE FUNCTION board.require_own(p_desk text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM board.desk AS d JOIN board.member AS m ON m.role = d.role
                   WHERE d.id = p_desk AND d.role = session_user AND m.removed IS NULL) THEN
        RAISE EXCEPTION 'this login is not that of desk %', p_desk USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- Makes a desk of the role that logged in known, or gives it another operator. Returns its code.
CREATE FUNCTION board.register(p_desk text, p_operator text, p_shared_after bigint, p_clock_s float8) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own text;
    found_code text;
    number integer := 1;
    -- A few hundred years at most, and a number.
    clock float8 := least(greatest(p_clock_s, -1e10), 1e10);
BEGIN
    SELECT m.code INTO own FROM board.member AS m WHERE m.role = session_user AND m.removed IS NULL FOR UPDATE;
    IF own IS NULL THEN
        RAISE EXCEPTION 'this login is no member of the team' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE board.desk AS d SET operator = p_operator, seen = clock_timestamp(), clock_s = clock, gone = NULL
        WHERE d.id = p_desk AND d.role = session_user RETURNING d.code INTO found_code;
    IF found_code IS NOT NULL THEN
        RETURN found_code;
    END IF;
    found_code := own;
    WHILE EXISTS (SELECT 1 FROM board.desk AS d WHERE d.code = found_code) LOOP
        number := number + 1;
        found_code := own || '-' || number;
    END LOOP;
    INSERT INTO board.desk (id, code, role, operator, shared_after, clock_s)
        VALUES (p_desk, found_code, session_user, p_operator, p_shared_after, clock);
    RETURN found_code;
END $$;

-- The claim of a target for one request. ``won`` is false where another holds it; the columns up to ``left_s`` tell who.
-- ``lost_*`` is the claim that ran out and was taken over; ``newest`` the newest row of the target of each desk.
CREATE FUNCTION board.claim(p_desk text, p_process text, p_target text, p_body text, p_lease_s float8)
RETURNS TABLE (won boolean, desk text, code text, operator text, body text, left_s float8,
               lost_desk text, lost_body text, newest text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    lease interval := make_interval(secs => least(greatest(p_lease_s, 0), 15));
    before board.claim;
BEGIN
    -- Nearly always nobody has it: one statement, which also asks whether the desk is the role's. A role that was
    -- removed from the team can't get here.
    INSERT INTO board.claim (target, desk, process, body, taken, until)
        SELECT p_target, p_desk, p_process, p_body, clock_timestamp(), clock_timestamp() + lease
        FROM board.desk AS d WHERE d.id = p_desk AND d.role = session_user
        ON CONFLICT (target) DO NOTHING;
    won := FOUND;
    IF NOT won THEN
        PERFORM board.require_own(p_desk);
        SELECT c.* INTO before FROM board.claim AS c WHERE c.target = p_target FOR UPDATE;
        INSERT INTO board.claim AS c (target, desk, process, body, taken, until)
            VALUES (p_target, p_desk, p_process, p_body, clock_timestamp(), clock_timestamp() + lease)
            ON CONFLICT (target) DO UPDATE SET desk = excluded.desk, process = excluded.process,
                body = excluded.body, taken = clock_timestamp(), until = clock_timestamp() + lease
            WHERE c.until <= clock_timestamp() OR (c.desk, c.process) = (excluded.desk, excluded.process);
        won := FOUND;
        SELECT c.desk, d.code, d.operator, c.body, extract(epoch FROM c.until - clock_timestamp())
            INTO desk, code, operator, body, left_s
            FROM board.claim AS c JOIN board.desk AS d ON d.id = c.desk WHERE c.target = p_target;
        IF won AND (before.desk, before.process) IS DISTINCT FROM (p_desk, p_process) THEN
            lost_desk := before.desk;
            lost_body := before.body;
        END IF;
    END IF;
    newest := '';
    IF EXISTS (SELECT 1 FROM board.entry AS e WHERE e.target = p_target) THEN
        SELECT coalesce(string_agg(d.id || '/' || n.row, ' '), '') INTO newest
            FROM board.desk AS d CROSS JOIN LATERAL (
                SELECT max(e.row) AS row FROM board.entry AS e WHERE e.target = p_target AND e.desk = d.id) AS n
            WHERE n.row IS NOT NULL;
    END IF;
    RETURN NEXT;
END $$;

-- The heartbeat: the desk is there, and its claims go on. Returns the targets that it still holds.
CREATE FUNCTION board.renew(p_desk text, p_process text, p_targets text[], p_lease_s float8) RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    lease interval := make_interval(secs => least(greatest(p_lease_s, 0), 15));
BEGIN
    PERFORM board.require_own(p_desk);
    IF cardinality(p_targets) = 0 THEN
        -- Nobody relies on this moment after a crash of the server; a lease is relied on.
        PERFORM set_config('synchronous_commit', 'off', true);
    END IF;
    UPDATE board.desk AS d SET seen = clock_timestamp() WHERE d.id = p_desk;
    RETURN QUERY UPDATE board.claim AS c SET until = clock_timestamp() + lease
        WHERE c.target = ANY (p_targets) AND c.desk = p_desk AND c.process = p_process
            AND c.until > clock_timestamp()
        RETURNING c.target;
END $$;

-- Which sessions are open at the desk from now on.
CREATE FUNCTION board.attend(p_desk text, p_sessions text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM board.require_own(p_desk);
    -- Nobody relies on it after a crash of the server.
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE board.desk AS d SET attends = p_sessions, seen = clock_timestamp() WHERE d.id = p_desk;
    RETURN FOUND;
END $$;

-- The desk's folder leaves the team: from now on nobody is at it.
CREATE FUNCTION board.leave(p_desk text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM board.require_own(p_desk);
    UPDATE board.desk AS d SET attends = '', seen = clock_timestamp(), gone = clock_timestamp() WHERE d.id = p_desk;
    RETURN FOUND;
END $$;

-- Ends a claim of a process of this desk, a dead one's too. False where it holds none.
CREATE FUNCTION board.release(p_desk text, p_process text, p_target text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM board.require_own(p_desk);
    DELETE FROM board.claim AS c WHERE c.target = p_target AND c.desk = p_desk AND c.process = p_process;
    RETURN FOUND;
END $$;

ALTER TABLE board.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone_reads ON board.entry FOR SELECT USING (true);
CREATE POLICY own_rows_only ON board.entry FOR INSERT WITH CHECK (desk IN (
    SELECT d.id FROM board.desk AS d JOIN board.member AS m ON m.role = d.role
    WHERE d.role = session_user AND m.removed IS NULL));

-- The role of the desks has a name of its own for each database, which this script is told by a setting.
DO $$
DECLARE
    desks text := current_setting('board.desks');
    one text;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA board TO %I', desks);
    EXECUTE format('GRANT SELECT ON board.team, board.member, board.desk, board.entry TO %I', desks);
    EXECUTE format('GRANT INSERT (desk, row, form, home_desk, home_number, target, parents, kind, state, open, at,'
                   ' operator, body) ON board.entry TO %I', desks);
    FOR one IN SELECT p.oid::regprocedure::text FROM pg_proc AS p WHERE p.pronamespace = 'board'::regnamespace LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
    FOREACH one IN ARRAY ARRAY['register', 'claim', 'renew', 'release', 'attend', 'leave'] LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I',
                       (SELECT p.oid::regprocedure FROM pg_proc AS p
                        WHERE p.pronamespace = 'board'::regnamespace AND p.proname = one), desks);
    END LOOP;
END $$;
