import { badBodies, failures, type Operation } from './operation.ts'

const entry = {
  id: '0197a2e1-0a44-7d13-b0c9-91e2f7a65d30',
  at: '2025-06-26T08:15:00.000Z',
  actor: { id: '0197a2a0-0100-7a00-8000-5b6d7e8f9a10', name: 'Lê Thu Hà' },
  action: 'comment.approved',
  site: 'bao',
  subject: '0197a2c4-5d00-7a31-8f22-6b1f0c9d4e11',
  detail: { from: 'pending', to: 'approved' },
}

const sums = {
  comments: 12,
  letters: 1,
  shares: 4,
  approved: 9,
  rejected: 2,
  spam: 1,
  sent: 3,
  failed: 0,
  medianWaitSeconds: 240,
  p95WaitSeconds: 1800,
}
const someone = {
  id: '0197a2a0-0100-7a00-8000-5b6d7e8f9a10',
  name: 'Lê Thu Hà',
  approved: 9,
  rejected: 2,
  spam: 1,
  medianWaitSeconds: 240,
  p95WaitSeconds: 1800,
}

/** What was done and how much of it: the audit and the statistics. */
export const adminOperations: Operation[] = [
  {
    id: 'readStats',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/stats',
    summary: 'Read the statistics',
    description:
      'What came, what was decided, how long it had waited, by day and by moderator, and the most discussed articles. Counted once a minute; at most 92 days at once.',
    access: 'viewer',
    query: 'StatsParams',
    answers: [{ status: 200, meaning: 'The statistics.', body: 'Stats' }],
    problems: ['unauthorized', 'not-found', 'invalid', ...failures],
    example: {
      query: { site: 'bao', from: '2025-06-26', to: '2025-06-26' },
      answer: {
        from: '2025-06-26',
        to: '2025-06-26',
        days: [{ day: '2025-06-26', ...sums }],
        total: sums,
        moderators: [someone],
        articles: [
          {
            site: 'bao',
            key: '/doi-song/thu-vien-tren-thuyen',
            title: 'Thư viện trên thuyền',
            url: 'https://bao.example/doi-song/thu-vien-tren-thuyen',
            comments: 12,
          },
        ],
        oldestWaitingSince: null,
      },
    },
  },
  {
    id: 'listAudit',
    group: 'moderators',
    method: 'get',
    path: '/v1/admin/audit',
    summary: 'Read what people have done',
    description:
      'Decisions and everything else that people and their tokens did, newest first. Nobody can change it. A page looks at no more than a thousand rows of each kind, so with rare matches it may be short or empty although `next` leads on. What concerns the whole deployment is shown to callers of every site only.',
    access: 'moderator',
    query: 'AuditParams',
    answers: [{ status: 200, meaning: 'A page of the audit.', body: 'Audit' }],
    problems: ['unauthorized', 'forbidden', 'not-found', 'invalid', ...failures],
    example: {
      query: { site: 'bao', action: 'comment.approved' },
      answer: { items: [entry], next: null },
    },
  },
  {
    id: 'exportAudit',
    group: 'moderators',
    method: 'post',
    path: '/v1/admin/audit/exports',
    summary: 'Take the audit as a file',
    description:
      'CSV or one JSON object a line, written while it is read, however long. In CSV, cells that a spreadsheet would run as a formula begin with an apostrophe. Taking the file stands in the audit.',
    access: 'editor',
    body: 'AuditExport',
    answers: [
      {
        status: 200,
        meaning: 'The file.',
        body: null,
        headers: { 'Content-Disposition': 'A name for the file.' },
      },
    ],
    problems: ['unauthorized', 'forbidden', 'not-found', ...badBodies, ...failures],
    example: { body: { format: 'csv', site: 'bao' } },
  },
]
