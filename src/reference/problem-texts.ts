import type { ProblemCode } from '../problem.ts'

/** What a problem means and what the client should do about it; plain text with `code` in backticks. */
export interface ProblemText {
  meaning: string
  remedy: string
}

/** The explanation of one problem in one language. */
export function describeProblem(code: ProblemCode, language: 'vi' | 'en'): ProblemText {
  return (language === 'vi' ? vietnamese : english)[code]
}

const english: Record<ProblemCode, ProblemText> = {
  'bad-json': {
    meaning: 'The body could not be read as JSON.',
    remedy: 'Send one JSON object in UTF-8. Sending the same bytes again will fail again.',
  },
  unauthorized: {
    meaning: 'The call needs a token and had none, or one that does not open this.',
    remedy:
      'Send `Authorization: Bearer` with the token made with the comment or share, or with a moderator’s API token that has not expired.',
  },
  forbidden: {
    meaning:
      'The page that sends is not one of this site’s, or the caller’s role does not reach so far.',
    remedy:
      'Add the page’s origin to the site’s `origins`, or use a token with the role that the call needs.',
  },
  'not-found': {
    meaning: 'There is nothing at this address, or nothing that the caller may know of.',
    remedy:
      'Check the site’s key and the id. Rows of other sites and wrong tokens get this answer too, so that nobody can find out what exists.',
  },
  duplicate: {
    meaning: 'The same reader sent the same words under the same article within the last minute.',
    remedy:
      'Take it as sent: the first one was received. For a repetition after a lost answer, send the same `id` and `token` again instead of new ones.',
  },
  closed: {
    meaning: 'The article, or the whole site, takes no responses any more or does not offer them.',
    remedy:
      'Keep the reader’s text, say so, and do not try again. `article.isOpen` tells beforehand.',
  },
  'invalid-transition': {
    meaning: 'The item cannot move from the state it is in to the one asked for.',
    remedy: 'Read its present state from the result and decide anew if it still matters.',
  },
  conflict: {
    meaning: 'Somebody else changed it first, or the key is taken.',
    remedy: 'Read it again, look at what changed, and repeat the change with the new `ETag`.',
  },
  'too-large': {
    meaning: 'The body is larger than this call takes.',
    remedy: 'Send less; split a long list into several calls.',
  },
  'unsupported-media-type': {
    meaning: 'The body was not announced as JSON.',
    remedy: 'Send `Content-Type: application/json`.',
  },
  invalid: {
    meaning: 'The request could be read, but some of its fields are not what this call takes.',
    remedy:
      'Read `errors`: each entry names a field by a JSON pointer and says in the reader’s language what is wrong with it. Show the sentence beside the field.',
  },
  'idempotency-key-reused': {
    meaning: 'This `id` has already been used for a request that said something else.',
    remedy:
      'Make a new `id` and a new `token` for every new draft; keep both for repetitions of the same one.',
  },
  'proof-required': {
    meaning: 'The site asks for a solved challenge before it takes this.',
    remedy: 'Fetch a challenge, solve it, and send the same request again with `proof`.',
  },
  'rate-limited': {
    meaning: 'Too many requests came from this network address or this sender.',
    remedy: 'Wait as many seconds as `Retry-After` says, then send the same request again.',
  },
  internal: {
    meaning: 'Something broke on our side.',
    remedy:
      'Send the same request again a little later; it is stored once. If it stays, tell whoever runs the service the `instance`.',
  },
  unavailable: {
    meaning: 'The service cannot reach its database at the moment.',
    remedy:
      'Keep what the reader wrote and send the same request again after `Retry-After` seconds.',
  },
}

const vietnamese: Record<ProblemCode, ProblemText> = {
  'bad-json': {
    meaning: 'Nội dung gửi lên không đọc được dưới dạng JSON.',
    remedy: 'Gửi một đối tượng JSON mã hóa UTF-8. Gửi lại đúng nội dung cũ thì vẫn sẽ lỗi.',
  },
  unauthorized: {
    meaning: 'Yêu cầu cần mã truy cập nhưng không kèm mã nào, hoặc mã không mở được mục này.',
    remedy:
      'Gửi `Authorization: Bearer` kèm mã đã tạo cùng ý kiến hoặc lượt chia sẻ, hoặc mã API còn hạn của người duyệt.',
  },
  forbidden: {
    meaning:
      'Trang gửi yêu cầu không thuộc ấn phẩm này, hoặc vai trò của người gọi không đủ quyền.',
    remedy:
      'Thêm nguồn (origin) của trang vào `origins` của ấn phẩm, hoặc dùng mã có vai trò phù hợp.',
  },
  'not-found': {
    meaning: 'Không có gì ở địa chỉ này, hoặc không có gì mà người gọi được phép biết.',
    remedy:
      'Kiểm tra lại khóa của ấn phẩm và mã định danh. Dữ liệu của ấn phẩm khác và mã truy cập sai cũng nhận câu trả lời này, để không ai dò được điều gì có tồn tại.',
  },
  duplicate: {
    meaning: 'Cùng một người vừa gửi đúng những lời này dưới cùng bài viết trong vòng một phút.',
    remedy:
      'Xem như đã gửi: lần đầu đã được tiếp nhận. Nếu cần gửi lại vì mất kết nối, hãy giữ nguyên `id` và `token` thay vì tạo mới.',
  },
  closed: {
    meaning: 'Bài viết hoặc cả trang không còn nhận phản hồi, hoặc không mở tính năng này.',
    remedy:
      'Giữ lại nội dung người đọc đã viết, báo cho họ biết và không gửi lại. `article.isOpen` cho biết trước điều này.',
  },
  'invalid-transition': {
    meaning: 'Mục này không thể chuyển từ trạng thái hiện tại sang trạng thái được yêu cầu.',
    remedy: 'Xem trạng thái hiện tại trong kết quả và quyết định lại nếu vẫn cần.',
  },
  conflict: {
    meaning: 'Người khác đã thay đổi trước, hoặc khóa đã có người dùng.',
    remedy: 'Đọc lại, xem điều gì đã đổi, rồi gửi lại thay đổi với `ETag` mới.',
  },
  'too-large': {
    meaning: 'Nội dung gửi lên lớn hơn mức cho phép.',
    remedy: 'Gửi ít hơn; chia danh sách dài thành nhiều lần gọi.',
  },
  'unsupported-media-type': {
    meaning: 'Nội dung gửi lên không được khai báo là JSON.',
    remedy: 'Gửi kèm `Content-Type: application/json`.',
  },
  invalid: {
    meaning: 'Yêu cầu đọc được, nhưng có trường bị thiếu, thừa hoặc không hợp lệ.',
    remedy:
      'Xem `errors`: mỗi mục chỉ ra một trường bằng JSON pointer và nói rõ chỗ sai bằng ngôn ngữ của người đọc. Hãy hiển thị câu đó bên cạnh trường.',
  },
  'idempotency-key-reused': {
    meaning: '`id` này đã được dùng cho một yêu cầu có nội dung khác.',
    remedy:
      'Tạo `id` và `token` mới cho mỗi bản nháp mới; chỉ giữ nguyên khi gửi lại cùng một bản.',
  },
  'proof-required': {
    meaning: 'Trang yêu cầu giải một bài toán nhỏ trước khi tiếp nhận.',
    remedy: 'Lấy bài toán, giải rồi gửi lại chính yêu cầu đó kèm `proof`.',
  },
  'rate-limited': {
    meaning: 'Có quá nhiều yêu cầu từ địa chỉ mạng hoặc người gửi này.',
    remedy: 'Đợi đủ số giây ghi trong `Retry-After` rồi gửi lại chính yêu cầu đó.',
  },
  internal: {
    meaning: 'Hệ thống của chúng tôi gặp lỗi.',
    remedy:
      'Gửi lại chính yêu cầu đó sau ít phút; dữ liệu chỉ được lưu một lần. Nếu vẫn lỗi, hãy báo giá trị `instance` cho người vận hành.',
  },
  unavailable: {
    meaning: 'Hệ thống tạm thời không kết nối được cơ sở dữ liệu.',
    remedy:
      'Giữ lại nội dung người đọc đã viết và gửi lại chính yêu cầu đó sau số giây ghi trong `Retry-After`.',
  },
}
