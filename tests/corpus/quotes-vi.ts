/** Written for this project: readers and reporters quoting what others said. */
export const quotes = `
Tài xế còn chửi “địt mẹ mày” ngay trước mặt con gái tôi, camera hành trình ghi lại hết.
Nó hét "đụ má" vào mặt cụ già rồi phóng xe đi, hàng xóm ai cũng nghe.
Bị cáo khai đã nhắn tin: “tao sẽ giết mày”, vậy mà tòa cho hưởng án treo?
Con tôi đi học về kể bị bạn gọi là “đồ ngu”, “óc chó”, nhà trường có biết không?
Bình luận dưới ảnh cô ấy toàn là “con đĩ”, “cave”, đọc mà thấy sợ mạng xã hội.
Ông chủ tịch xã nói với dân là “chúng mày ngu như bò”, có ghi âm đàng hoàng.
Bài hát có câu «đéo cần ai» mà vẫn phát ở trường học thì tôi chịu.
Chữ “đéo” trong thơ Nguyễn Bảo Sinh là dụng ý nghệ thuật, đừng vội chê.
Từ “đĩ” trong tiếng Việt cổ chỉ đứa con gái nhỏ: “thằng cu, cái đĩ”.
Vũ Trọng Phụng viết “Làm đĩ” từ năm 1936, đến nay đọc vẫn thấy mới.
Kẻ lừa đảo nhắn tôi “việc nhẹ lương cao, tuyển cộng tác viên”, tôi chặn số luôn.
Quảng cáo “vay tiền nhanh, giải ngân trong ngày” dán kín cột điện phố tôi.
Cổ động viên đồng thanh hô “địt mẹ trọng tài” suốt trận, ban tổ chức làm ngơ.
Người trong clip quát nhân viên: “cút mẹ mày đi”, xem mà giận run người.
Câu “đầu buồi” trong kịch là lời của tên côn đồ, cắt đi thì mất hết chất.
> địt mẹ chúng mày\\nNói năng như bác ở trên thì tranh luận làm gì nữa.
Tôi bị gọi điện đòi nợ, họ dọa “chém chết cả nhà mày” dù tôi không vay đồng nào.
Trên tường lớp có chữ "fuck you" to đùng, phụ huynh góp ý mãi chưa xóa.
`
