"""Greek letters and letter groups."""

LETTERS = """
α:a β:v γ:g δ:d ε:e ζ:z η:i θ:t:th ι:i κ:k λ:l μ:m ν:n ξ:ks:x ο:o π:p ρ:r σ:s ς:s τ:t υ:i:y φ:f χ:h:kh ψ:ps ω:o
ου:u:ou αι:e:ai ει:i:ei οι:i:oi υι:i:yi αυ:av:av ευ:ev:ev ηυ:iv μπ:b:b ντ:d:nt γκ:g:g γγ:ng:ng γχ:nh:nch γξ:nks:nx
τζ:j:tz τσ:C:ts γι:gi
"""
