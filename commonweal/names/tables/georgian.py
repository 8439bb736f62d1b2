"""Georgian letters; the nominative ending -ი after a Slavic family name is taken off in `fold`."""

LETTERS = """
ა:a ბ:b გ:g დ:d ე:e ვ:v ზ:z თ:t ი:i კ:k ლ:l მ:m ნ:n ო:o პ:p ჟ:j:zh რ:r ს:s ტ:t უ:u ფ:P ქ:k ღ:g:gh ყ:k:q შ:S:sh ჩ:C:ch
ც:c:ts ძ:z:dz წ:c:ts ჭ:C:ch ხ:h:kh ჯ:j:j ჰ:h ჱ:e ჲ:y ჳ:v ჴ:h:q ჵ:o დჟ:j:j დზ:z:dz ტს:c:ts
"""
