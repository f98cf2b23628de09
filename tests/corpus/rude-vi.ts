/** Written for this project: insults and threats, spelled out. */
export const rude = `
địt mẹ chúng mày, làm ăn thế à
Đụ má thằng tài xế chạy ẩu
Đù má, thu phí mà đường như ruộng
vãi lồn thật, tiền thuế của dân đấy
làm như cặc ấy, dẹp đi
Đồ con đĩ, biết gì mà nói
đéo ai tin mấy ông nữa
Thằng chó này đáng bị đánh chết
đồ chó đẻ, trả tiền cho dân
óc chó hay sao mà viết bài kiểu này
mày ngu như bò mà cũng đòi bình luận
đồ ngu, đọc lại bài đi
lũ ngu dốt lãnh đạo thành phố
bọn súc vật này phải tử hình hết
đồ khốn nạn, hành hạ cả trẻ con
Quân mất dạy, cha mẹ không biết dạy con
cái mặt lồn nhà nó còn lên báo
Con mẹ mày chứ đền bù
mẹ kiếp, lại tăng giá điện
tiên sư mày đồ ăn cắp
cút mẹ mày về quê đi
tao biết nhà mày, tao sẽ giết mày
đứa nào bênh nó tao chém chết
bọn bắc kỳ chó chỉ giỏi nói
Mấy thằng nam kỳ chó lười chảy thây
loại cave như nó thì nói làm gì
con điếm này lừa bao nhiêu người rồi
Đĩ điếm gì mà đòi thi hoa hậu
ăn cứt đi mà sống
Bú buồi tụi nó đi rồi được lên chức
vcl, tăng giá nữa à
đm thằng nào thiết kế cái cầu này
Dcm lại kẹt xe
clgt, đường mới làm đã hỏng
đcm bọn ăn hại
đồ rác rưởi, cút khỏi thành phố này
thằng khốn đó phải ngồi tù
đồ vô học mà làm lãnh đạo
thằng điên này ai cho nó lái xe
chết mẹ mày đi đồ già
`
