"""Armenian letters, Eastern reading; the `fold` adds what depends on the place in the word (ո, ե at the beginning)."""

LETTERS = """
ա:a բ:b գ:g դ:d ե:e զ:z է:e ը:e:y թ:t ժ:j:zh ի:i լ:l խ:h:kh ծ:c:ts կ:k հ:h ձ:z:dz ղ:g:gh ճ:C:ch մ:m յ:y ն:n շ:S:sh ո:o
չ:C:ch պ:p ջ:j:j ռ:r ս:s վ:v տ:t ր:r ց:c:ts ւ:v ու:u փ:p ք:k և:ev եւ:ev օ:o ֆ:f դժ:j:j տս:c:ts դզ:z:dz
"""
