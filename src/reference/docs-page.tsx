import { answers } from './answers.ts'
import { READER_BODY_BYTES } from '../http.ts'
import { fieldRows } from './field-rows.ts'
import { CodeBlock, Frame, Prose } from './frame.tsx'
import { componentSchemas, type JsonSchema } from './json-schema.ts'
import { problemExample } from './openapi.ts'
import { Address, Fields, OperationSection } from './operation-section.tsx'
import { groups, operations } from './operations.ts'

/** The reference for people: rules, calls, objects. In English, as it is for developers. */
export function DocsPage({ publicUrl }: { publicUrl: string }) {
  const schemas = componentSchemas()
  return (
    <Frame title="API reference · Phản hồi" language="en">
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <div class="columns">
        <Contents />
        <main id="content">
          <header>
            <p class="brand" lang="vi">
              Phản hồi
            </p>
            <h1>API reference</h1>
            <p class="lead">
              Comments, letters to the editors and sending articles to friends, over HTTP and JSON.
              For programs there is the same as <a href="/openapi.json">OpenAPI 3.1</a>.
            </p>
          </header>
          <Basics publicUrl={publicUrl} />
          {groups.map((group) => (
            <section id={group.id} aria-labelledby={`${group.id}-title`}>
              <h2 id={`${group.id}-title`}>{group.title}</h2>
              <p>
                <Prose text={group.description} />
              </p>
              <Overview group={group.id} />
              {operations
                .filter((operation) => operation.group === group.id)
                .map((operation) => (
                  <OperationSection operation={operation} publicUrl={publicUrl} schemas={schemas} />
                ))}
            </section>
          ))}
          <Objects schemas={schemas} />
        </main>
      </div>
    </Frame>
  )
}

function Contents() {
  return (
    <nav class="contents" aria-label="Contents">
      <ul>
        <li>
          <a href="#basics">Basics</a>
        </li>
        {groups.map(({ id, title }) => (
          <li>
            <a href={`#${id}`}>{title}</a>
            <ul>
              {operations
                .filter(({ group }) => group === id)
                .map((operation) => (
                  <li>
                    <a href={`#${operation.id}`}>{operation.summary}</a>
                  </li>
                ))}
            </ul>
          </li>
        ))}
        <li>
          <a href="#objects">Objects</a>
        </li>
        <li>
          <a href="/problems">Problems</a>
        </li>
      </ul>
    </nav>
  )
}

function Overview({ group }: { group: string }) {
  return (
    <ul class="overview">
      {operations
        .filter((operation) => operation.group === group)
        .map(({ id, method, path, summary }) => (
          <li>
            <a href={`#${id}`}>{summary}</a>
            <Address method={method} path={path} />
          </li>
        ))}
    </ul>
  )
}

const basics: { title: string; text: string }[] = [
  {
    title: 'Requests',
    text: `JSON in UTF-8, both ways. A body needs \`Content-Type: application/json\` and, from readers, at most ${READER_BODY_BYTES / 1024} kB. A field that is not listed here is refused, so a slip of the pen never passes unseen.`,
  },
  {
    title: 'Ids and repeats',
    text: 'What a reader sends gets its id, a UUIDv7, and its token from the client, once per draft. When an answer is lost, send the same request again: it is stored once and answered with the same status and the present state. The same id with other words is refused.',
  },
  {
    title: 'Times and text',
    text: 'Times are RFC 3339 in UTC. Text is plain Unicode in NFC and never HTML: insert it with `textContent` or an escaping template. Lengths count characters as people see them, so a letter with its marks is one.',
  },
  {
    title: 'Pages',
    text: 'Lists come in pages. `next` is an opaque, signed cursor: give it back as `after` with the same other parameters until it is null. What arrives meanwhile does not shift the pages.',
  },
  {
    title: 'Errors',
    text: 'Every refusal is `application/problem+json` (RFC 9457). Decide by `code`; `errors` points at single fields and says in Vietnamese or English, by `Accept-Language`, what is wrong. Any call can also answer `internal` or `unavailable`, and any other address `not-found`.',
  },
  {
    title: 'Limits',
    text: 'Writes are counted per network address, and shares per sender, article and site. A refusal is `rate-limited` with `Retry-After` in seconds; `RateLimit` and `RateLimit-Policy` tell beforehand.',
  },
  {
    title: 'Other origins',
    text: 'Public reads may be made from any page. Writes are open to the site’s own origins; a comment or share without `Origin`, from a server say, is accepted and always waits for a moderator. Cookies are never needed, so send none.',
  },
  {
    title: 'Caching',
    text: 'Public lists carry an `ETag` and may be up to a minute old. Ask again with `If-None-Match`: an unchanged list costs no body.',
  },
]

function Basics({ publicUrl }: { publicUrl: string }) {
  const example = JSON.stringify(problemExample('invalid', publicUrl), null, 2)
  return (
    <section id="basics" aria-labelledby="basics-title">
      <h2 id="basics-title">Basics</h2>
      <p>
        All addresses below start with <code>{publicUrl}</code>.
      </p>
      <dl class="basics">
        {basics.map(({ title, text }) => (
          <div>
            <dt>{title}</dt>
            <dd>
              <Prose text={text} />
            </dd>
          </div>
        ))}
      </dl>
      <p>
        A refusal, for example; <a href="/problems">all problems</a> have a page of their own.
      </p>
      <CodeBlock label="Example of a problem" code={example} />
    </section>
  )
}

function Objects({ schemas }: { schemas: Record<string, JsonSchema> }) {
  return (
    <section id="objects" aria-labelledby="objects-title">
      <h2 id="objects-title">Objects</h2>
      <p>
        What answers consist of. A field is always there unless it says otherwise, and there are no
        others.
      </p>
      {Object.keys(answers).map((name) => (
        <section class="object" id={name} aria-labelledby={`${name}-title`}>
          <h3 id={`${name}-title`}>
            <a href={`#${name}`}>{name}</a>
          </h3>
          <Fields title="Fields" rows={fieldRows(schemas[name] ?? {})} isAnswer />
        </section>
      ))}
    </section>
  )
}
