import { type ProblemCode, problems } from '../problem.ts'
import { Frame, Prose } from './frame.tsx'
import { Address } from './operation-section.tsx'
import { operationsAnswering } from './operations.ts'
import { describeProblem } from './problem-texts.ts'

type Language = 'vi' | 'en'

const texts = {
  vi: {
    list: 'Các lỗi có thể gặp',
    intro: 'Mọi lời từ chối của dịch vụ đều là một trong các lỗi sau (RFC 9457).',
    unknown: 'Không có lỗi nào mang tên này.',
    back: 'Tất cả các lỗi',
    reference: 'Tài liệu API (tiếng Anh)',
    remedy: 'Nên làm gì',
    calls: 'Các lời gọi có thể trả về lỗi này',
    none: 'Hiện chưa có lời gọi nào trả về lỗi này.',
  },
  en: {
    list: 'Problems',
    intro: 'Every refusal of this service is one of these (RFC 9457).',
    unknown: 'There is no problem of that name.',
    back: 'All problems',
    reference: 'API reference',
    remedy: 'What to do',
    calls: 'Calls that can answer it',
    none: 'None at present.',
  },
} as const

// Keys of a constant object; `Object.keys` only forgets which.
const codes = Object.keys(problems) as ProblemCode[]

/** The code if there is such a problem. */
export function findProblem(code: string): ProblemCode | undefined {
  return codes.find((one) => one === code)
}

/** All problems, by status. `isLost` adds that the one asked for does not exist. */
export function ProblemsPage({ language, isLost }: { language: Language; isLost: boolean }) {
  const words = texts[language]
  return (
    <Frame title={`${words.list} · Phản hồi`} language={language}>
      <main class="narrow">
        <Brand />
        <h1>{words.list}</h1>
        <p class="lead">{isLost ? words.unknown : words.intro}</p>
        <dl class="problem-list">
          {codes.map((code) => (
            <div>
              <dt>
                <a href={`/problems/${code}`}>{code}</a>{' '}
                <span class="status">{problems[code].status}</span>
              </dt>
              <dd>
                <Prose text={describeProblem(code, language).meaning} />
              </dd>
            </div>
          ))}
        </dl>
        <p class="links">
          <a href="/docs">{words.reference}</a>
        </p>
      </main>
    </Frame>
  )
}

/** What one problem means, what to do about it and which calls answer it: where its `type` leads. */
export function ProblemPage({ code, language }: { code: ProblemCode; language: Language }) {
  const words = texts[language]
  const { meaning, remedy } = describeProblem(code, language)
  return (
    <Frame title={`${code} · Phản hồi`} language={language}>
      <main class="narrow">
        <Brand />
        <h1>
          <code>{code}</code>
        </h1>
        <p class="soft">
          HTTP {problems[code].status} · <span lang="en">{problems[code].title}</span>
        </p>
        <p class="lead">
          <Prose text={meaning} />
        </p>
        <h2>{words.remedy}</h2>
        <p>
          <Prose text={remedy} />
        </p>
        <h2>{words.calls}</h2>
        <Calls code={code} fallback={words.none} />
        <p class="links">
          <a href="/problems">{words.back}</a>
          <a href="/docs">{words.reference}</a>
        </p>
      </main>
    </Frame>
  )
}

function Brand() {
  return (
    <p class="brand" lang="vi">
      Phản hồi
    </p>
  )
}

function Calls({ code, fallback }: { code: ProblemCode; fallback: string }) {
  const calls = operationsAnswering(code)
  if (calls.length === 0) return <p>{fallback}</p>
  return (
    <ul class="calls">
      {calls.map(({ id, method, path }) => (
        <li>
          <a href={`/docs#${id}`}>
            <Address method={method} path={path} />
          </a>
        </li>
      ))}
    </ul>
  )
}
