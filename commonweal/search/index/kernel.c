/* The loops of the index in C, optional: compiled at installation where there is a compiler (tools/kernel.py), loaded
   by library.py; `*_plain.py` says the same in numpy and stands in where it is absent. Same sums in the same order and in
   the same width, so that both give the same answers; no memory is allocated or kept here.

   Record numbers are local to a segment unless said otherwise. */

#include <stdint.h>
#include <string.h>
#include <math.h>

#ifndef SOURCE
#define SOURCE "unknown"
#endif
const char *cw_source = SOURCE; /* which source this was compiled from */

#define MAX_TOKENS 512 /* of one written name: further ones are not compared */
#define MAX_SLOTS 32
#define WORD 64        /* letters of a word that are compared by whole machine words */
#define LONGEST 512

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error packed numbers are read with the lowest byte first
#endif

typedef struct { const uint8_t *bytes; int64_t width; } Bits; /* numbers of `width` bits; eight bytes more at the end */
typedef struct { const uint32_t *first; Bits within; } Offsets;

typedef struct {
    int64_t start;                 /* global number of the first record */
    Offsets doc_rows, row_tokens;
    Bits token, sort_place;
    Offsets posting_start;
    const uint16_t *sort_value;    /* whether a token begins a word of its name (upper byte) and its class of weight (lower) */
    const uint8_t *posting;        /* distances from one record to the next, seven bits a byte */
    const uint8_t *text;           /* the words of the vocabulary, a byte between them */
    const uint32_t *text_start;    /* where each begins; one more at the end */
    const uint64_t *letters;       /* the letters of each word as bits */
    const uint8_t *unvowelled;
    const uint32_t *class_start;
    const uint8_t *bones;          /* the skeleton of each class, a byte between them */
    const uint32_t *bones_start;
    const uint32_t *class_of;
} Segment;

static inline uint32_t number(const Bits *b, int64_t at) {
    uint64_t word;
    at *= b->width;
    memcpy(&word, b->bytes + (at >> 3), sizeof word);
    return (uint32_t)(word >> (at & 7) & ((1ull << b->width) - 1));
}
static inline int64_t offset(const Offsets *o, int64_t at) { return (int64_t)o->first[at >> 5] + number(&o->within, at); }

/* How far the next record of a list lies behind the one before; `at` moves on. */
static inline uint32_t distance(const uint8_t **at) {
    uint32_t found = *(*at)++;
    if (found < 0x80) return found;
    found &= 0x7F;
    for (int shift = 7;; shift += 7) {
        uint32_t next = *(*at)++;
        found |= (next & 0x7F) << shift;
        if (next < 0x80) return found;
    }
}

#define AHEAD 8
/* Asks for the words of a record that will be read soon: records lie far apart in memory. */
static inline void fetch(const Segment *s, int64_t record) {
    int64_t token = offset(&s->row_tokens, offset(&s->doc_rows, record));
    __builtin_prefetch(s->token.bytes + (token * s->token.width >> 3));
    __builtin_prefetch(s->sort_place.bytes + (token * s->sort_place.width >> 3));
}

/* --- words ---------------------------------------------------------------------------------------------------- */

static inline uint32_t letter(const uint8_t **from) {
    uint32_t c = *(*from)++;
    if (c < 0x80) return c;
    int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    for (c &= 0x3F >> more; more; more--) c = c << 6 | (*(*from)++ & 0x3F);
    return c;
}

typedef struct { uint32_t letters[LONGEST]; int count; uint64_t at[256]; } Pattern;

static void prepare(Pattern *p, const uint8_t *text, int64_t size) {
    const uint8_t *end = text + size;
    memset(p->at, 0, sizeof p->at);
    for (p->count = 0; text < end && p->count < LONGEST; p->count++) {
        uint32_t c = p->letters[p->count] = letter(&text);
        if (c < 256 && p->count < WORD) p->at[c] |= 1ull << p->count;
    }
}

static inline uint64_t where(const Pattern *p, uint32_t c) {
    if (c < 256) return p->at[c];
    uint64_t found = 0;
    for (int i = 0; i < p->count; i++) if (p->letters[i] == c) found |= 1ull << i;
    return found;
}

/* Levenshtein's distance to a text, whose letters are counted: by Myers' bit vectors. */
static int near_distance(const Pattern *p, const uint8_t *text, int64_t size, int *count) {
    const uint8_t *end = text + size;
    uint64_t up = ~0ull, down = 0, last = 1ull << (p->count - 1);
    int apart = p->count, letters = 0;
    for (; text < end; letters++) {
        uint64_t eq = where(p, letter(&text));
        uint64_t d0 = (((eq & up) + up) ^ up) | eq | down;
        uint64_t hp = down | ~(d0 | up), hn = d0 & up;
        apart += (hp & last) != 0;
        apart -= (hn & last) != 0;
        hp = hp << 1 | 1;
        up = (hn << 1) | ~(d0 | hp);
        down = hp & d0;
    }
    *count = letters;
    return apart;
}

/* The same by a table, for what does not fit a machine word. */
static int far_distance(const Pattern *p, const uint8_t *text, int64_t size, int *count) {
    const uint8_t *end = text + size;
    int row[LONGEST + 1], letters = 0;
    for (int j = 0; j <= p->count; j++) row[j] = j;
    for (; text < end; letters++) {
        uint32_t c = letter(&text);
        int corner = row[0];
        row[0] = letters + 1;
        for (int j = 1; j <= p->count; j++) {
            int above = row[j], cost = corner + (p->letters[j - 1] != c);
            if (above + 1 < cost) cost = above + 1;
            if (row[j - 1] + 1 < cost) cost = row[j - 1] + 1;
            row[j] = cost;
            corner = above;
        }
    }
    *count = letters;
    return row[p->count];
}

static inline float alike(const Pattern *p, const uint8_t *text, int64_t size) {
    int count, apart = p->count && p->count <= WORD ? near_distance(p, text, size, &count) : far_distance(p, text, size, &count);
    int most = p->count > count ? p->count : count;
    return most ? (float)(1.0 - (double)apart / (double)most) : 1.0f;
}

static inline int64_t form_size(const Segment *s, int64_t word) {
    return (int64_t)s->text_start[word + 1] - s->text_start[word] - 1 - s->unvowelled[word];
}
static inline float to_bones(const Segment *s, const Pattern *p, int64_t group) {
    return alike(p, s->bones + s->bones_start[group], (int64_t)s->bones_start[group + 1] - s->bones_start[group] - 1);
}

static inline int64_t consider(const Segment *s, int64_t word, float bone, const Pattern *form, uint64_t ours,
                               int unvowelled, float share_written, float share_unvowelled, float least,
                               int64_t *found, float *likeness, int64_t count) {
    float share = (s->unvowelled[word] || unvowelled) ? share_unvowelled : share_written;
    float base = (1.0f - share) * bone;
    if (base + share < least) return count;
    int64_t size = form_size(s, word);
    uint64_t theirs = s->letters[word];
    int missing = __builtin_popcountll(ours & ~theirs), extra = __builtin_popcountll(theirs & ~ours);
    int most = missing > extra ? missing : extra;
    /* An upper bound: letters that only one of the two has cost an edit each. Longer words are at least as far apart. */
    int longer = form->count > size ? form->count : (int)size;
    if (!longer || base + share * (float)(1.0 - (double)most / (double)longer) < least) return count;
    float value = base + share * alike(form, s->text + s->text_start[word], size);
    if (value < least) return count;
    found[count] = word;
    likeness[count] = value;
    return count + 1;
}

/* Numbers listed beside any of the keys, ascending and each once; at most `room`, else -1. `listed` ascends. */
int64_t cw_listed(const uint32_t *listed, const Bits *numbers, int64_t size, const uint32_t *keys, int64_t count,
                  int64_t *found, int64_t room) {
    int64_t total = 0;
    for (int64_t k = 0; k < count; k++) {
        int64_t low = 0, high = size;
        while (low < high) {
            int64_t middle = (low + high) / 2;
            if (listed[middle] < keys[k]) low = middle + 1; else high = middle;
        }
        for (; low < size && listed[low] == keys[k]; low++) {
            int64_t listed_number = number(numbers, low), at = total;
            while (at > 0 && found[at - 1] > listed_number) at--;
            if (at > 0 && found[at - 1] == listed_number) continue;
            if (total == room) return -1;
            memmove(found + at + 1, found + at, sizeof(int64_t) * (total - at));
            found[at] = listed_number;
            total++;
        }
    }
    return total;
}

/* Words of the classes `groups`, and `extra` ones, that are like a form; returns how many, at most those given. */
int64_t cw_near(const Segment *s, const uint8_t *form, int64_t form_bytes, const uint8_t *bones, int64_t bones_bytes,
                uint64_t letters, int32_t unvowelled, float share_written, float share_unvowelled, float least,
                const int64_t *groups, int64_t group_count, const int64_t *extra, int64_t extra_count,
                int64_t *found, float *likeness) {
    Pattern whole, skeleton;
    prepare(&whole, form, form_bytes);
    prepare(&skeleton, bones, bones_bytes);
    int64_t count = 0;
    for (int64_t g = 0; g < group_count; g++) {
        float bone = to_bones(s, &skeleton, groups[g]);
        for (int64_t word = s->class_start[groups[g]]; word < s->class_start[groups[g] + 1]; word++)
            count = consider(s, word, bone, &whole, letters, unvowelled, share_written, share_unvowelled, least, found, likeness, count);
    }
    for (int64_t i = 0; i < extra_count; i++)
        count = consider(s, extra[i], to_bones(s, &skeleton, s->class_of[extra[i]]), &whole, letters, unvowelled,
                         share_written, share_unvowelled, least, found, likeness, count);
    return count;
}

/* Raises the likeness of words to that of a form, whatever it is, where it is `least`; other than `possible` ones are left
   alone. */
void cw_raise(const Segment *s, const uint8_t *form, int64_t form_bytes, const uint8_t *bones, int64_t bones_bytes,
              uint64_t letters, int32_t unvowelled, float share_written, float share_unvowelled, float least,
              const int64_t *words, const uint8_t *possible, int64_t count, float *likeness) {
    Pattern whole, skeleton;
    prepare(&whole, form, form_bytes);
    prepare(&skeleton, bones, bones_bytes);
    for (int64_t i = 0; i < count; i++) {
        if (!possible[i] || likeness[i] == 1.0f) continue;
        float value;
        int64_t word;
        if (consider(s, words[i], to_bones(s, &skeleton, s->class_of[words[i]]), &whole, letters, unvowelled,
                     share_written, share_unvowelled, least, &word, &value, 0) && value > likeness[i])
            likeness[i] = value;
    }
}

/* --- records that hold words ------------------------------------------------------------------------------------ */

/* The records of lists that lie between bytes of `posting`, one list after the other, and how many each has. */
int64_t cw_records(const uint8_t *posting, const int64_t *from, const int64_t *to, int64_t count, uint32_t *records,
                   int64_t *lengths) {
    int64_t total = 0;
    for (int64_t i = 0; i < count; i++) {
        int64_t before = total;
        uint32_t record = 0;
        for (const uint8_t *at = posting + from[i]; at < posting + to[i];) records[total++] = record += distance(&at);
        lengths[i] = total - before;
    }
    return total;
}

/* Bytes of the lists of some words. */
int64_t cw_listed_bytes(const Segment *s, const int64_t *words, int64_t count) {
    int64_t total = 0;
    for (int64_t i = 0; i < count; i++)
        total += offset(&s->posting_start, words[i] + 1) - offset(&s->posting_start, words[i]);
    return total;
}

/* One slot: adds to `reach` (by global number) what the likest of its words is worth, each record once, and notes in
   `met` records that no slot had met before. Words come the likest first, equal ones of several segments together; no
   more count than `most` that a visible record holds, and `held` have counted before. Returns how many are met now. */
int64_t cw_meet(const Segment *const *segments, const uint8_t *seen, const int64_t *owner, const int64_t *words,
                const uint32_t *keys, const float *gain, int64_t count, int64_t most, int64_t *held, uint8_t *mark,
                uint8_t turn, float *reach, uint32_t *met, int64_t met_count) {
    uint32_t last = 0;
    int any = 0;
    for (int64_t i = 0; i < count; i++) {
        const Segment *s = segments[owner[i]];
        int fresh = !any || keys[i] != last;
        if (fresh && *held >= most) break;
        int visible = 0;
        const uint8_t *at = s->posting + offset(&s->posting_start, words[i]);
        const uint8_t *end = s->posting + offset(&s->posting_start, words[i] + 1);
        for (int64_t record = s->start; at < end;) {
            record += distance(&at);
            if (!seen[record]) continue;
            visible = 1;
            if (mark[record] == turn) continue;
            if (!mark[record]) met[met_count++] = (uint32_t)record;
            mark[record] = turn;
            reach[record] += gain[i];
        }
        if (visible && fresh) { ++*held; last = keys[i]; any = 1; }
    }
    return met_count;
}

/* Brings the records met that reach `least` to the front; the others are forgotten. */
int64_t cw_reached(uint32_t *met, int64_t met_count, float least, uint8_t *mark, float *reach) {
    int64_t count = 0;
    for (int64_t i = 0; i < met_count; i++) {
        uint32_t record = met[i];
        if (reach[record] >= least) met[count++] = record;
        else { reach[record] = 0.0f; mark[record] = 0; }
    }
    return count;
}

/* The same for records already met: adds what the likest of its words is worth to whoever holds one. */
void cw_meet_again(const Segment *s, const int64_t *words, const float *gain, int64_t count, uint8_t *mark, uint8_t turn,
                   float *reach) {
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *at = s->posting + offset(&s->posting_start, words[i]);
        const uint8_t *end = s->posting + offset(&s->posting_start, words[i] + 1);
        for (int64_t record = s->start; at < end;) {
            record += distance(&at);
            if (!mark[record] || mark[record] == turn) continue;
            mark[record] = turn;
            reach[record] += gain[i];
        }
    }
}

/* What further slots add to records by the likest of their words: `place` leads from a word to its row of `gain`, one
   value for each slot; 0 leads to none. */
void cw_reach_within(const Segment *s, const int64_t *records, int64_t count, const int32_t *place, const float *gain,
                     int32_t slots, float *reached) {
    for (int64_t i = 0; i < count; i++) {
        float best[MAX_SLOTS] = {0};
        if (i + AHEAD < count) fetch(s, records[i + AHEAD]);
        int64_t from = offset(&s->row_tokens, offset(&s->doc_rows, records[i]));
        int64_t to = offset(&s->row_tokens, offset(&s->doc_rows, records[i] + 1));
        for (int64_t at = from; at < to; at++) {
            int32_t row = place[number(&s->token, at)];
            if (!row) continue;
            const float *values = gain + (int64_t)row * slots;
            for (int32_t slot = 0; slot < slots; slot++) if (values[slot] > best[slot]) best[slot] = values[slot];
        }
        for (int32_t slot = 0; slot < slots; slot++) reached[i] += best[slot];
    }
}

/* --- comparing records word by word -------------------------------------------------------------------------------- */

/* The words of some records, each once in the order met; `place` leads from a word to its number and one. */
int64_t cw_words(const Segment *s, const int64_t *records, int64_t count, int32_t *place, int64_t *words) {
    int64_t found = 0;
    for (int64_t i = 0; i < count; i++) {
        if (i + AHEAD < count) fetch(s, records[i + AHEAD]);
        int64_t from = offset(&s->row_tokens, offset(&s->doc_rows, records[i]));
        int64_t to = offset(&s->row_tokens, offset(&s->doc_rows, records[i] + 1));
        for (int64_t at = from; at < to; at++) {
            uint32_t word = number(&s->token, at);
            if (!place[word]) { words[found] = word; place[word] = (int32_t)++found; }
        }
    }
    return found;
}

typedef struct {
    int32_t slots, kinds;          /* `kinds`: of a word, in a class of weight */
    const float *weight;           /* of each slot, in the order in which slots choose */
    const int32_t *optional;       /* 1 a patronymic, 2 a legal form, 0 any other */
    float no_patronymic, no_form, matched, like, shorter, uncovered, uncovered_organisation;
    int32_t patronymic, particle, initial, form;
    const float *class_weight;
} Rules;

/* Scores of records: of their best written name (the first of equal ones) the score, the likeness by slot, and whether
   a name or a patronymic is left without a partner. `likeness` and `gain` have a row for each word, to which `place`
   leads, and a column for each slot; the first row stands for all other words, which are like nothing. */
void cw_score(const Segment *s, const Rules *r, const int64_t *records, int64_t count, const int32_t *place,
              const float *likeness, const float *gain, float *score, float *by_slot,
              uint8_t *spare, uint8_t *spare_patronymic) {
    for (int64_t i = 0; i < count; i++) {
        if (i + AHEAD < count) fetch(s, records[i + AHEAD]);
        float best_score = -1.0f;
        int64_t last_row = offset(&s->doc_rows, records[i] + 1);
        for (int64_t row = offset(&s->doc_rows, records[i]); row < last_row; row++) {
            int64_t from = offset(&s->row_tokens, row);
            int tokens = (int)(offset(&s->row_tokens, row + 1) - from);
            if (tokens > MAX_TOKENS) tokens = MAX_TOKENS;
            const float *values[MAX_TOKENS];
            uint8_t word[MAX_TOKENS], kind[MAX_TOKENS], main_[MAX_TOKENS], used[MAX_TOKENS];
            float weight[MAX_TOKENS], row_weight = 0.0f;
            int has_patronymic = 0, has_form = 0;
            for (int t = 0; t < tokens; t++) {
                uint16_t sort = s->sort_value[number(&s->sort_place, from + t)];
                values[t] = likeness + (int64_t)place[number(&s->token, from + t)] * r->slots;
                word[t] = t ? word[t - 1] + (sort >> 8) : 0;
                kind[t] = (sort & 0xFF) % r->kinds;
                weight[t] = r->class_weight[sort & 0xFF];
                main_[t] = t == 0 || word[t] != word[t - 1];
                used[t] = 0;
                has_patronymic |= kind[t] == r->patronymic;
                has_form |= kind[t] == r->form;
                if (main_[t]) row_weight += weight[t];
            }
            float found[MAX_SLOTS], reached = 0.0f, possible = 0.0f, missed = 0.0f;
            int close = 0;
            for (int32_t slot = 0; slot < r->slots; slot++) {
                float best = 0.0f;
                int first = -1;
                for (int t = 0; t < tokens; t++)
                    if (!used[t] && values[t][slot] > best) { best = values[t][slot]; first = t; }
                if (best < r->matched) { best = 0.0f; first = -1; }
                int has_one = r->optional[slot] == 1 ? has_patronymic : r->optional[slot] == 2 ? has_form : 1;
                float lost = r->optional[slot] == 1 ? r->no_patronymic : r->no_form;
                float counted = r->weight[slot] * ((has_one || first >= 0) ? 1.0f : lost);
                possible += counted;
                if (first >= 0) {
                    reached += gain[values[first] - likeness + slot];
                    for (int t = 0; t < tokens; t++) if (word[t] == word[first]) used[t] = 1;
                } else missed += counted;
                found[slot] = best;
                close += best > r->like;
            }
            float covered = 0.0f;
            int name_left = 0, patronymic_left = 0;
            for (int t = 0; t < tokens; t++) {
                if (!main_[t]) continue;
                if (used[t]) covered += weight[t];
                else if (kind[t] == r->patronymic) patronymic_left = 1;
                else if (kind[t] != r->initial && kind[t] != r->particle) name_left = 1;
            }
            covered /= row_weight > 1e-6f ? row_weight : 1e-6f;
            if (!name_left && !patronymic_left && close > 1) possible -= (1.0f - r->shorter) * missed;
            float loss = (tokens && kind[0] > r->initial) ? r->uncovered_organisation : r->uncovered;
            float value = reached / (possible > 1e-6f ? possible : 1e-6f) * (1.0f - loss * (1.0f - covered));
            value = rintf(value * 10000.0f) / 10000.0f;
            if (value > best_score) {
                best_score = value;
                score[i] = value;
                memcpy(by_slot + i * r->slots, found, sizeof(float) * r->slots);
                spare[i] = name_left;
                spare_patronymic[i] = patronymic_left;
            }
        }
    }
}
