import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pollFeeds } from '../src/articles/poll.ts'
import { readShareToConfirm } from '../src/shares/confirm.ts'
import { runSchedule } from '../src/schedule.ts'
import { eraseStored, readStored } from '../src/my-data/stored.ts'
import { sendForm } from './people.ts'
import { addModerator, signIn } from './people.ts'
import { createTestApp, newComment, newShare, ORIGIN, type TestApp } from './support.ts'

/** Tables that stay small whatever the archive grows to, read in the order of their key up to a limit, or brought by the statement. */
const SMALL =
  /^SCAN (?:(?:j|json_each|site|[st]|roots|shown|place|(?:share_)?search_pending|moderator)(?: |$)|w$|(?:\d+ )?CONSTANT ROW|\(subquery-\d+\))/

describe('query plans', () => {
  let t: TestApp
  const ids = Array.from({ length: 8 }, (_, i) => newComment({ body: `Ý kiến thứ ${i} để đo.` }))

  beforeAll(async () => {
    t = await createTestApp({ undoSeconds: 0 })
    await addModerator(t, 'ha@bao.example')
    for (const [i, comment] of ids.entries()) {
      t.from(`192.0.2.${i}`)
      await t.send('POST', '/v1/comments', comment)
    }
    await t.admin('POST', '/v1/admin/decisions', {
      items: ids.slice(0, 5).map(({ id }) => ({ kind: 'comment', id })),
      to: 'approved',
    })
  })
  afterAll(() => t.close())

  const plansOf = async (work: () => Promise<unknown>) => {
    t.statements.length = 0
    await work()
    const plans: { sql: string; step: string }[] = []
    for (const { sql, args } of [...t.statements]) {
      if (!/^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)/i.test(sql)) continue
      const { rows } = await t.client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args })
      plans.push(...rows.map((row) => ({ sql, step: String(row['detail']) })))
    }
    return plans
  }
  const paged = {
    'thread, newest': '/v1/comments?site=bao&article=/bai/mot&limit=2',
    'thread, oldest': '/v1/comments?site=bao&article=/bai/mot&limit=2&sort=oldest',
    'thread, top': '/v1/comments?site=bao&article=/bai/mot&limit=2&sort=top',
    'thread with focus': `/v1/comments?site=bao&article=/bai/mot&limit=2&focus=${ids[0]?.id}`,
    replies: `/v1/comments/${ids[0]?.id}/replies`,
    articles: '/v1/articles?site=bao',
    'articles, most discussed': '/v1/articles?site=bao&sort=discussed',
    counts: '/v1/counts?site=bao&article=/bai/mot',
    'queue of a state': '/v1/admin/comments?state=pending',
    'queue of a state and site': '/v1/admin/comments?state=pending&site=bao',
    'queue, newest': '/v1/admin/comments?state=pending&site=bao&sort=newest',
    'queue of tickets': '/v1/admin/comments?ticket=open&site=bao',
    'queue of reported': '/v1/admin/comments?reported=true&site=bao',
    'queue of an article': '/v1/admin/comments?article=/bai/mot&site=bao',
    'queue of a state by priority': '/v1/admin/comments?state=pending&sort=priority',
    'queue of reported by priority': '/v1/admin/comments?reported=true&sort=priority',
    'queue of reported of every site': '/v1/admin/comments?reported=true',
    'queue of tickets of every site': '/v1/admin/comments?ticket=open',
    'queue of an author': `/v1/admin/comments?author=${ids[0]?.id}`,
    search: '/v1/admin/comments?q=thu+do',
    'search in a state and site': '/v1/admin/comments?q=thu+do&state=pending&site=bao',
    'a state and what no index knows': `/v1/admin/comments?state=pending&section=/bai&reason=links&audience=public&sameText=${ids[0]?.id}&network=${ids[0]?.id}&link=x`,
    'an article and a state': '/v1/admin/comments?article=/bai/mot&site=bao&state=pending',
    'queue of everything': '/v1/admin/comments',
    'queue of a site': '/v1/admin/comments?site=bao',
    'queue of shares': '/v1/admin/shares?state=pending&site=bao',
    'queue of shares of every site': '/v1/admin/shares?state=pending',
    'shares of a site': '/v1/admin/shares?site=bao&sort=newest',
    'all shares': '/v1/admin/shares',
    'search in shares': '/v1/admin/shares?q=thu+do',
    'search in shares of a state and site': '/v1/admin/shares?q=thu&state=pending&site=bao',
    sites: '/v1/admin/sites',
    people: '/v1/admin/moderators',
    'API tokens': '/v1/admin/tokens',
    outbox: '/v1/admin/outbox',
    'outbox by state': '/v1/admin/outbox?state=waiting&kind=mail.share',
    'outbox of a site': '/v1/admin/outbox?state=dead&site=bao',
    audit: '/v1/admin/audit',
    'audit of a site': '/v1/admin/audit?site=bao&from=2026-01-01T00:00:00Z&to=2999-01-01T00:00:00Z',
    'audit of somebody': '/v1/admin/audit?actor=admin-token&site=bao',
    'audit of an action': '/v1/admin/audit?action=site.changed',
    'audit of an item': `/v1/admin/audit?subject=${ids[0]?.id}`,
    'corrections of a site': '/v1/admin/comments?correction=true&site=bao',
    'corrections of every site': '/v1/admin/comments?correction=true',
    'one comment with all about it': `/v1/admin/comments/${ids[0]?.id}`,
    bans: '/v1/admin/bans',
    'bans of a site': '/v1/admin/bans?site=bao',
    'open takedown requests': '/v1/admin/takedowns',
    'open takedown requests of a site': '/v1/admin/takedowns?site=bao',
    'all takedown requests': '/v1/admin/takedowns?status=all',
  }

  it.each(Object.entries(paged))('%s: an index, no table scan, no sorting', async (_, path) => {
    const plans = await plansOf(async () => {
      expect((await t.admin('GET', path)).status).toBe(200)
    })
    expect(plans.length).toBeGreaterThan(0)
    if (path.includes('q='))
      expect(plans.map(({ step }) => step)).toContainEqual(expect.stringContaining('VIRTUAL TABLE'))
    for (const { sql, step } of plans) {
      // What a queue looks at is limited before anything is joined to it.
      if (step === 'SCAN w') expect(sql).toMatch(/LIMIT (?:\?|2 OFFSET \?)\) w/)
      // Walking the table by its key up to a limit reads no more than it shows.
      const isWalk =
        (step === 'SCAN i' && /ORDER BY i\.seq/.test(sql)) ||
        (/^SCAN (?:ban|takedown)$/.test(step) && /ORDER BY "\w+"\."seq" DESC limit/i.test(sql)) ||
        // The same along an index that holds nothing else.
        (/^SCAN (?:i|takedown) USING (?:COVERING )?INDEX (?:comment_(?:pending_first|reported_(?:all|first)|corrections_all)|takedown_due)$/.test(
          step,
        ) &&
          /LIMIT/i.test(sql))
      if (step.startsWith('SCAN') && !step.includes('VIRTUAL TABLE') && !isWalk)
        expect(step, sql).toMatch(SMALL)
      expect(step, sql).not.toContain('TEMP B-TREE FOR ORDER BY')
    }
  })

  it.each([
    '/admin/pending',
    '/admin/pending?section=/bai&q=thu',
    '/admin/reported',
    '/admin/shares',
    '/admin/live?queue=pending&since=2020-01-01T00:00:00Z&items=',
    '/admin/live?queue=all&link=x&since=2020-01-01T00:00:00Z&items=',
  ])('%s: the console reads no table that grows', async (path) => {
    const cookie = await signIn(t, 'ha@bao.example')
    const items = path.endsWith('=') ? ids.map(({ id }) => `comment:${id}`).join() : ''
    const plans = await plansOf(async () => {
      expect((await t.request(path + items, { headers: { Cookie: cookie } })).status).toBe(200)
    })
    for (const { sql, step } of plans) {
      // Tallies, people, what they have open and what they have saved are few.
      if (
        /^SCAN (?:tally|moderator|presence|saved_queue|i USING INDEX comment_reported_first)/.test(
          step,
        )
      )
        continue
      const isWalk = /^SCAN i(?: |$)/.test(step) && /ORDER BY i\.seq(?: DESC)? LIMIT/.test(sql)
      if (step.startsWith('SCAN') && !step.includes('VIRTUAL TABLE') && !isWalk)
        expect(step, sql).toMatch(SMALL)
    }
  })

  it.each(['/v1/admin/stats?site=bao', '/v1/admin/stats'])(
    '%s: reads the days asked for, never the archive',
    async (path) => {
      const plans = await plansOf(async () => {
        expect((await t.admin('GET', path)).status).toBe(200)
      })
      const steps = plans.map(({ step }) => step)
      expect(steps).toContainEqual(expect.stringMatching(/^SEARCH stat .*site_seq=\? AND day>/))
      expect(steps).toContainEqual(
        expect.stringMatching(/^SEARCH delivery_tally .*site_seq=\? AND hour>/),
      )
      for (const { sql, step } of plans)
        if (step.startsWith('SCAN') && !step.includes('VIRTUAL TABLE'))
          expect(step, sql).toMatch(/^SCAN (?:site|top|shown|\(subquery-\d+\))(?: |$)/)
    },
  )

  it('no write, decision or scheduled run scans a table that grows', async () => {
    const plans = await plansOf(async () => {
      t.from('192.0.2.200')
      await t.send('POST', '/v1/comments', newComment({ body: 'Thêm một ý nữa.' }))
      const author = { name: 'Lan', email: 'lan@thu.example' }
      await t.send(
        'POST',
        '/v1/comments',
        newComment({ author, notify: true, parentId: ids[0]?.id, body: 'Thêm ý thứ hai.' }),
      )
      await sendForm(t, '/p/bao/my-data', { email: 'lan@thu.example' })
      const person = { siteSeq: 1, hashes: ['x'] }
      await readStored(t.ports.db, person)
      await eraseStored(t.ports, person, 'erase', 'bao')
      await t.send('POST', '/v1/shares', newShare())
      await t.send('PUT', `/v1/comments/${ids[0]?.id}/like`, undefined, {
        'Phanhoi-Reader': 'r'.repeat(22),
      })
      await t.send(
        'POST',
        `/v1/comments/${ids[1]?.id}/reports`,
        { reason: 'spam' },
        {
          'Phanhoi-Reader': 'r'.repeat(22),
        },
      )
      const decision = await t.admin('POST', '/v1/admin/decisions', {
        items: [{ kind: 'comment', id: ids[6]?.id }],
        to: 'rejected',
      })
      const { id } = (await decision.json()) as { id: string }
      await t.admin('DELETE', `/v1/admin/decisions/${id}`)
      await t.admin('PUT', '/v1/admin/articles', {
        site: 'bao',
        key: '/bai/mot',
        url: `${ORIGIN}/bai/mot`,
        title: 'Một',
      })
      const about = { comment: ids[4]?.id, kind: 'urgent', askedBy: 'x' }
      await t.admin('POST', '/v1/admin/bans', {
        comment: ids[7]?.id,
        kind: 'address',
        rejectPending: true,
      })
      await t.admin('PATCH', `/v1/admin/comments/${ids[2]?.id}`, {
        body: 'Lời mới.',
        isFeatured: true,
      })
      const request = await t.admin('POST', '/v1/admin/takedowns', about)
      const { id: takedown } = (await request.json()) as { id: string }
      await t.admin('PATCH', `/v1/admin/takedowns/${takedown}`, { outcome: 'removed' })
      await t.admin('DELETE', `/v1/admin/comments/${ids[4]?.id}/seal`)
      await readShareToConfirm(t.ports, String(ids[0]?.id))
      await pollFeeds(t.ports)
      await runSchedule({ ports: t.ports, keyring: t.keyring })
    })
    for (const { sql, step } of plans)
      if (step.startsWith('SCAN') && !step.includes('VIRTUAL TABLE'))
        expect(step, sql).toMatch(SMALL)
  })
})
