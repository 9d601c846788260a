"""The first schema: the whole world of the design."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_table(
        "events",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("series", TEXT, nullable=True),
        sa.Column("starts_on", TEXT, nullable=True),
        sa.Column("ends_on", TEXT, nullable=True),
        sa.Column("timezone", TEXT, nullable=True),
        sa.Column("venue", TEXT, nullable=True),
        sa.Column("city", TEXT, nullable=True),
        sa.Column("country", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("organiser", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("description", TEXT, nullable=True),
        sa.Column("rights", TEXT, nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_reason", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("external_id", name=op.f("uq_events_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_events_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_events_slug")),
    )
    op.create_index(op.f("ix_events_series"), "events", ["series"], unique=False)
    op.create_index(op.f("ix_events_starts_on"), "events", ["starts_on"], unique=False)

    op.create_table(
        "index_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", TEXT, nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_notes")),
    )
    op.create_table(
        "organisations",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("acronym", TEXT, nullable=True),
        sa.Column("acronym_key", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_reason", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisations.id"], name=op.f("fk_organisations_parent_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("external_id", name=op.f("uq_organisations_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisations_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_index(op.f("ix_organisations_acronym_key"), "organisations", ["acronym_key"], unique=False)
    op.create_index(op.f("ix_organisations_name_key"), "organisations", ["name_key"], unique=False)
    op.create_index(op.f("ix_organisations_parent_id"), "organisations", ["parent_id"], unique=False)

    op.create_table(
        "sources",
        sa.Column("title", TEXT, nullable=False),
        sa.Column("publisher", TEXT, nullable=True),
        sa.Column("byline", TEXT, nullable=True),
        sa.Column("published_on", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("archived_url", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("rights", TEXT, nullable=True),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("health", TEXT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_reason", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("external_id", name=op.f("uq_sources_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sources_public_id")),
    )
    op.create_index(op.f("ix_sources_published_on"), "sources", ["published_on"], unique=False)

    op.create_table(
        "speakers",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("sort_name", TEXT, nullable=False),
        sa.Column("sort_key", TEXT, nullable=False),
        sa.Column("other_names", sa.JSON(), nullable=False),
        sa.Column("biography", TEXT, nullable=True),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_reason", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
        sa.UniqueConstraint("external_id", name=op.f("uq_speakers_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_speakers_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_speakers_slug")),
    )
    op.create_index(op.f("ix_speakers_name_key"), "speakers", ["name_key"], unique=False)
    op.create_index(op.f("ix_speakers_sort_key"), "speakers", ["sort_key"], unique=False)

    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("secret_sha256", TEXT, nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("name", name=op.f("uq_tokens_name")),
        sa.UniqueConstraint("secret_sha256", name=op.f("uq_tokens_secret_sha256")),
    )
    op.create_table(
        "topics",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_reason", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("external_id", name=op.f("uq_topics_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_topics_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_topics_slug")),
    )
    op.create_index(op.f("ix_topics_name_key"), "topics", ["name_key"], unique=False)

    op.create_table(
        "event_topics",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_topics_event_id_events"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_event_topics_topic_id_topics")),
        sa.PrimaryKeyConstraint("event_id", "topic_id", name=op.f("pk_event_topics")),
    )
    op.create_index(op.f("ix_event_topics_topic_id"), "event_topics", ["topic_id"], unique=False)

    op.create_table(
        "talks",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("abstract", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("room", TEXT, nullable=True),
        sa.Column("recording_url", TEXT, nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_reason", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_talks_event_id_events")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        sa.UniqueConstraint("external_id", name=op.f("uq_talks_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_talks_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_talks_slug")),
    )
    op.create_index(op.f("ix_talks_event_id"), "talks", ["event_id"], unique=False)
    op.create_index(op.f("ix_talks_starts_at"), "talks", ["starts_at"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("text", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("said_on", TEXT, nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("talk_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("verification", TEXT, nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_reason", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_quotes_event_id_events")),
        sa.ForeignKeyConstraint(["parent_id"], ["quotes.id"], name=op.f("fk_quotes_parent_id_quotes")),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_quotes_talk_id_talks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("external_id", name=op.f("uq_quotes_external_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_quotes_public_id")),
    )
    op.create_index(
        op.f("ix_quotes_event_id_said_on_status"), "quotes", ["event_id", "said_on", "status"], unique=False
    )
    op.create_index("ix_quotes_listing", "quotes", [sa.literal_column("said_on DESC"), "id", "status"], unique=False)
    op.create_index(op.f("ix_quotes_parent_id"), "quotes", ["parent_id"], unique=False)
    op.create_index(op.f("ix_quotes_said_on_id_status"), "quotes", ["said_on", "id", "status"], unique=False)
    op.create_index(op.f("ix_quotes_talk_id"), "quotes", ["talk_id"], unique=False)

    op.create_table(
        "talk_speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("printed_as", TEXT, nullable=True),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_talk_speakers_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name=op.f("fk_talk_speakers_speaker_id_speakers")),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talks.id"], name=op.f("fk_talk_speakers_talk_id_talks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_speakers")),
    )
    op.create_index(op.f("ix_talk_speakers_organisation_id"), "talk_speakers", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_talk_speakers_speaker_id"), "talk_speakers", ["speaker_id"], unique=False)
    op.create_index(op.f("ix_talk_speakers_talk_id_position"), "talk_speakers", ["talk_id", "position"], unique=False)

    op.create_table(
        "talk_topics",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talks.id"], name=op.f("fk_talk_topics_talk_id_talks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_talk_topics_topic_id_topics")),
        sa.PrimaryKeyConstraint("talk_id", "topic_id", name=op.f("pk_talk_topics")),
    )
    op.create_index(op.f("ix_talk_topics_topic_id"), "talk_topics", ["topic_id"], unique=False)

    op.create_table(
        "attributions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("printed_as", TEXT, nullable=True),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_attributions_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_attributions_quote_id_quotes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name=op.f("fk_attributions_speaker_id_speakers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attributions")),
    )
    op.create_index(
        op.f("ix_attributions_organisation_id_quote_id"), "attributions", ["organisation_id", "quote_id"], unique=False
    )
    op.create_index(op.f("ix_attributions_quote_id_position"), "attributions", ["quote_id", "position"], unique=False)
    op.create_index(
        op.f("ix_attributions_speaker_id_quote_id"), "attributions", ["speaker_id", "quote_id"], unique=False
    )

    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("prefix", TEXT, nullable=True),
        sa.Column("exact", TEXT, nullable=True),
        sa.Column("suffix", TEXT, nullable=True),
        sa.Column("context", TEXT, nullable=True),
        sa.Column("cue_verb", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_mentions_quote_id_quotes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_mentions_source_id_sources")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_quote_id_position"), "mentions", ["quote_id", "position"], unique=False)
    op.create_index(op.f("ix_mentions_source_id"), "mentions", ["source_id"], unique=False)

    op.create_table(
        "quote_topics",
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_quote_topics_quote_id_quotes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_quote_topics_topic_id_topics")),
        sa.PrimaryKeyConstraint("quote_id", "topic_id", name=op.f("pk_quote_topics")),
    )
    op.create_index(op.f("ix_quote_topics_topic_id"), "quote_topics", ["topic_id"], unique=False)

    op.execute(sa.text("INSERT INTO clock (id, tick) VALUES (1, 0)"))


def downgrade() -> None:
    """Undo."""
    op.drop_table("quote_topics")
    op.drop_table("mentions")
    op.drop_table("attributions")
    op.drop_table("talk_topics")
    op.drop_table("talk_speakers")
    op.drop_table("quotes")
    op.drop_table("talks")
    op.drop_table("event_topics")
    op.drop_table("topics")
    op.drop_table("tokens")
    op.drop_table("speakers")
    op.drop_table("sources")
    op.drop_table("organisations")
    op.drop_table("index_notes")
    op.drop_table("events")
    op.drop_table("clock")
